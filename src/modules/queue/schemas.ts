import Type from 'typebox'
import { priorityGroups, ticketStates } from './ticket.ts'

const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()])
const Instant = Type.String({ format: 'date-time' })
const Text = Type.String()
const Count = Type.Integer({ minimum: 0 })

export const PriorityGroupSchema = Type.Enum([...priorityGroups])
const TicketStateSchema = Type.Enum([...ticketStates])

export const WaitEstimateSchema = Type.Union([
  Type.Object({ kind: Type.Literal('span'), fromMinutes: Count, toMinutes: Count }),
  Type.Object({
    kind: Type.Literal('unknown'),
    because: Type.Union([Type.Literal('no_counter'), Type.Literal('not_measured')]),
  }),
])

const CentreCard = Type.Object({ slug: Text, name: Text, address: orNull(Text) })
const LineName = Type.Object({ key: Text, nameVi: Text, nameEn: Text })

/** A line as visitors choose it. */
export const LineView = Type.Object({
  key: Text,
  prefix: Text,
  nameVi: Text,
  nameEn: Text,
  fieldKeys: Type.Array(Text),
  waiting: Count,
  openCounters: Count,
  estimate: WaitEstimateSchema,
})
export type LineView = Type.Static<typeof LineView>

export const CentreView = Type.Object({
  centre: CentreCard,
  lines: Type.Array(LineView),
  openCounters: Count,
  counters: Count,
  /** When tickets are given again; null: now. */
  opensAt: orNull(Instant),
})
export type CentreView = Type.Static<typeof CentreView>

export const TicketView = Type.Object({
  token: Text,
  label: Text,
  state: TicketStateSchema,
  centre: CentreCard,
  line: LineName,
  priority: orNull(PriorityGroupSchema),
  takenAt: Instant,
  /** The counter that has called it. */
  counterNumber: orNull(Type.Integer()),
  calledAt: orNull(Instant),
  /** Tickets that will be called before. */
  ahead: Count,
  estimate: WaitEstimateSchema,
  mayLeave: Type.Boolean(),
})
export type TicketView = Type.Static<typeof TicketView>

export const BoardView = Type.Object({
  centre: CentreCard,
  at: Instant,
  /** The last call of each counter today, the newest first. */
  calls: Type.Array(
    Type.Object({
      /** Changes with every call and every repetition. */
      mark: Text,
      label: Text,
      counterNumber: Type.Integer(),
      calledAt: Instant,
      state: Type.Union([Type.Literal('called'), Type.Literal('serving'), Type.Literal('ended')]),
      /** What the loudspeaker says, Vietnamese. */
      spoken: Text,
    }),
  ),
  lines: Type.Array(
    Type.Object({ key: Text, nameVi: Text, nameEn: Text, waiting: Count, openCounters: Count, next: orNull(Text) }),
  ),
})
export type BoardView = Type.Static<typeof BoardView>

export const SlotView = Type.Object({ startsAt: Instant, endsAt: Instant, free: Count })
export type SlotView = Type.Static<typeof SlotView>
export const SlotsView = Type.Object({
  centre: CentreCard,
  lines: Type.Array(LineName),
  date: Text,
  firstDate: Text,
  lastDate: Text,
  slots: Type.Array(SlotView),
  lateMinutes: Count,
  missedLimit: Count,
  missedDays: Count,
})
export type SlotsView = Type.Static<typeof SlotsView>

export const BookingView = Type.Object({
  token: Text,
  code: Text,
  state: Type.Union([
    Type.Literal('booked'),
    Type.Literal('checked_in'),
    Type.Literal('cancelled'),
    Type.Literal('missed'),
  ]),
  centre: CentreCard,
  line: LineName,
  startsAt: Instant,
  lateMinutes: Count,
  priority: orNull(PriorityGroupSchema),
  ticketToken: orNull(Text),
})
export type BookingView = Type.Static<typeof BookingView>

const DeskTicket = Type.Object({
  id: Text,
  label: Text,
  state: TicketStateSchema,
  version: Type.Integer(),
  line: LineName,
  priority: orNull(PriorityGroupSchema),
  source: Text,
  waitingSince: Instant,
  /** Handed over to this counter. */
  forCounter: orNull(Type.Integer()),
  slotAt: orNull(Instant),
})
export type DeskTicket = Type.Static<typeof DeskTicket>

export const DeskView = Type.Object({
  at: Instant,
  seat: orNull(
    Type.Object({
      centre: CentreCard,
      counterId: Text,
      counterNumber: Type.Integer(),
      lines: Type.Array(LineName),
      allLines: Type.Array(LineName),
      otherOpenCounters: Type.Array(Type.Integer()),
    }),
  ),
  current: orNull(
    Type.Intersect([
      DeskTicket,
      Type.Object({ calledAt: Instant, beganAt: orNull(Instant), times: Count, visitorName: orNull(Text) }),
    ]),
  ),
  waiting: Type.Array(DeskTicket),
  waitingCount: Count,
  noShows: Type.Array(DeskTicket),
  /** Where one may sit, when one does not sit. */
  centres: Type.Array(
    Type.Object({
      centre: CentreCard,
      counters: Type.Array(
        Type.Object({ id: Text, number: Type.Integer(), lines: Type.Array(LineName), sitter: orNull(Text) }),
      ),
    }),
  ),
})
export type DeskView = Type.Static<typeof DeskView>

const Measure = Type.Object({
  calls: Count,
  /** Calls that came within the goal. */
  inGoal: Count,
  noShows: Count,
  waitMedian: orNull(Type.Number()),
  waitP90: orNull(Type.Number()),
  served: Count,
  serviceMedian: orNull(Type.Number()),
  serviceP90: orNull(Type.Number()),
})
export type Measure = Type.Static<typeof Measure>

/** Waiting and service times in seconds. */
export const FiguresView = Type.Object({
  centre: CentreCard,
  choices: Type.Array(Type.Object({ slug: Text, name: Text })),
  from: Text,
  to: Text,
  goalMinutes: Count,
  total: Measure,
  lines: Type.Array(Type.Intersect([LineName, Measure])),
  hours: Type.Array(Type.Intersect([Type.Object({ hour: Type.Integer() }), Measure])),
  cells: Type.Array(Type.Intersect([LineName, Type.Object({ hour: Type.Integer() }), Measure])),
})
export type FiguresView = Type.Static<typeof FiguresView>

export const CentreParams = Type.Object({ centre: Type.String({ maxLength: 100 }) })
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 40 }) })
export const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) })
export const CommandIdHeaders = Type.Object({ 'idempotency-key': Type.String({ format: 'uuid' }) })
export const TakeBody = Type.Object(
  { line: Type.String({ maxLength: 40 }), priority: Type.Optional(PriorityGroupSchema) },
  { additionalProperties: false },
)
export const BookBody = Type.Object(
  {
    line: Type.String({ maxLength: 40 }),
    startsAt: Instant,
    priority: Type.Optional(PriorityGroupSchema),
    fullName: Type.Optional(Type.String({ maxLength: 200 })),
    phone: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
)
export const CheckInBody = Type.Object({ code: Type.String({ maxLength: 20 }) }, { additionalProperties: false })
export const Taken = Type.Object({ token: Text, label: Text })
export const Booked = Type.Object({ token: Text, code: Text })
export const Called = Type.Object({ ticketId: Text, label: Text, counterNumber: Type.Integer() })
export const ActBody = Type.Object(
  {
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
    toLine: Type.Optional(Type.String({ maxLength: 40 })),
    toCounter: Type.Optional(Type.Integer({ minimum: 1, maximum: 999 })),
    priority: Type.Optional(orNull(PriorityGroupSchema)),
  },
  { additionalProperties: false },
)
export const FiguresQuery = Type.Object({
  from: Type.Optional(Type.String({ format: 'date' })),
  to: Type.Optional(Type.String({ format: 'date' })),
})
export const SlotsQuery = Type.Object({ date: Type.Optional(Type.String({ format: 'date' })) })

const PlanRulesSchema = Type.Object(
  {
    slotMinutes: Type.Integer(),
    slotPlaces: Type.Integer(),
    bookingDays: Type.Integer(),
    bookingsEach: Type.Integer(),
    lateMinutes: Type.Integer(),
    missedLimit: Type.Integer(),
    missedDays: Type.Integer(),
    priorityMinutes: Type.Integer(),
    bookingMinutes: Type.Integer(),
    goalMinutes: Type.Integer(),
    anyTime: Type.Boolean(),
    groupMinutes: Type.Partial(
      Type.Object(
        {
          merit: Type.Integer(),
          elderly: Type.Integer(),
          disabled: Type.Integer(),
          poor: Type.Integer(),
          pregnant: Type.Integer(),
          orphan: Type.Integer(),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
const PlanWord = Type.String({ maxLength: 80 })

/** How a centre arranges its queue; what each value may be: `plan.ts`. */
export const PlanSchema = Type.Object(
  {
    rules: PlanRulesSchema,
    lines: Type.Array(
      Type.Object(
        {
          key: PlanWord,
          prefix: Type.String({ maxLength: 8 }),
          name: Type.Object(
            { vi: Type.String({ maxLength: 200 }), en: Type.String({ maxLength: 200 }) },
            { additionalProperties: false },
          ),
          fields: Type.Array(PlanWord, { maxItems: 200 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 60 },
    ),
    counters: Type.Array(
      Type.Object(
        { numbers: Type.Array(Type.Integer(), { maxItems: 400 }), lines: Type.Array(PlanWord, { maxItems: 60 }) },
        { additionalProperties: false },
      ),
      { maxItems: 400 },
    ),
  },
  { additionalProperties: false },
)

export const PlanBody = Type.Object(
  {
    plan: PlanSchema,
    validFrom: Type.Optional(Type.String({ format: 'date' })),
    note: Type.String({ maxLength: 1000 }),
    /** The version that was looked at. */
    version: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
)
export const Published = Type.Object({ version: Type.Integer(), inForce: Type.Boolean() })
export const PlanParams = Type.Object({
  centre: Type.String({ maxLength: 100 }),
  version: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
})
export const NoteBody = Type.Object({ note: Type.String({ maxLength: 1000 }) }, { additionalProperties: false })

export const PlanView = Type.Object({
  centre: CentreCard,
  /** Of the stream: what a change is made against. */
  version: Type.Integer(),
  today: Text,
  plan: PlanSchema,
  fields: Type.Array(LineName),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      validFrom: Text,
      note: Text,
      publishedBy: orNull(Text),
      publishedAt: Instant,
      state: Type.Union([
        Type.Literal('in_force'),
        Type.Literal('to_come'),
        Type.Literal('replaced'),
        Type.Literal('withdrawn'),
      ]),
      lines: Count,
      counters: Count,
    }),
  ),
})
export type PlanView = Type.Static<typeof PlanView>

export const PlanLineOfList = Type.Object({
  slug: Text,
  name: Text,
  lines: Count,
  counters: Count,
  /** When what was published comes into force. */
  comesOn: orNull(Text),
  /** Whether it arranges its queue itself; otherwise it has what the data says. */
  own: Type.Boolean(),
})
export type PlanLineOfList = Type.Static<typeof PlanLineOfList>
