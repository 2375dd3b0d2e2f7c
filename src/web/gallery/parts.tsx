import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  ButtonLink,
  Chips,
  ComponentList,
  ConfirmPanel,
  DeadlineBlock,
  DonePanel,
  EmptyState,
  Facts,
  Figure,
  Figures,
  LinkButton,
  MoreActions,
  Notice,
  PageForm,
  PageHeading,
  Pager,
  QrCode,
  SecondButton,
  StepProgress,
  Steps,
  Tag,
  WhyNot,
} from '../ui/index.ts'
import { SAMPLE_DUE, useSample } from './sample.ts'

export { loader } from './guard.ts'

export default function GalleryParts() {
  const g = useSample()
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: g('to_parts'), to: '/_gallery' },
          { label: g('field_name'), to: '/_gallery' },
          { label: '1.001193' },
        ]}
      />
      <PageHeading>{g('title')}</PageHeading>
      <p>
        {g('intro')} <a href="/_gallery/bieu-mau">{g('to_forms')}</a> ·{' '}
        <a href="/_gallery/ban-lam-viec">{g('to_desk')}</a> · <a href="/_gallery/in">{g('to_print')}</a>
      </p>
      <ButtonSamples />
      <TagSamples />
      <DeadlineSamples />
      <NoticeSamples />
      <ListSamples />
      <FigureSamples />
      <PanelSamples />
    </>
  )
}

function ButtonSamples() {
  const g = useSample()
  return (
    <section>
      <h2>{g('buttons')}</h2>
      <Actions>
        <Button>{g('submit')}</Button>
        <SecondButton>{g('opinion')}</SecondButton>
        <Button tone="danger">{g('withdraw')}</Button>
        <Button disabled>{g('submit')}</Button>
        <ButtonLink to="/_gallery">{g('submit')}</ButtonLink>
        <LinkButton>{g('delete')}</LinkButton>
      </Actions>
      <MoreActions label={g('more')}>
        <p>
          <a href="/_gallery">{g('extend')}</a>
        </p>
      </MoreActions>
      <WhyNot>{g('why_not')}</WhyNot>
    </section>
  )
}

function TagSamples() {
  const g = useSample()
  return (
    <section>
      <h2>{g('tags')}</h2>
      <Chips
        label={g('tags')}
        chips={[
          { label: g('all'), count: '12.403', to: '/_gallery', current: true },
          { label: g('overdue'), count: '1', tone: 'late', to: '/_gallery?trang-thai=qua-han' },
          { label: g('today'), count: '3', tone: 'soon', to: '/_gallery?trang-thai=hom-nay' },
          { label: g('waiting'), count: '1', tone: 'wait' },
          { label: g('in_time'), count: '2', tone: 'ok' },
        ]}
      />
      <p>
        <Tag>{g('enough')}</Tag> <Tag tone="ok">{g('in_time')}</Tag> <Tag tone="soon">{g('today')}</Tag>{' '}
        <Tag tone="late">{g('overdue')}</Tag> <Tag tone="wait">{g('waiting')}</Tag>
      </p>
    </section>
  )
}

function DeadlineSamples() {
  const g = useSample()
  const lines = [g('line1'), g('line2'), g('line3'), g('line4')]
  return (
    <section>
      <h2>{g('deadlines')}</h2>
      <DeadlineBlock dueAt={SAMPLE_DUE} state="soon" progress={0.86} workingMinutes={180} lines={lines} open />
      <DeadlineBlock dueAt={SAMPLE_DUE} state="ok" progress={0.22} workingMinutes={2880} lines={lines} provisional />
      <DeadlineBlock dueAt={SAMPLE_DUE} state="today" progress={0.93} lines={lines} />
      <DeadlineBlock dueAt={SAMPLE_DUE} state="late" progress={1} workingMinutes={960} lines={lines} />
      <DeadlineBlock dueAt={null} state="wait" progress={0.4} label={g('wait_label')} lines={lines} />
      <DeadlineBlock dueAt={SAMPLE_DUE} state="done" progress={1} lines={[]} />
    </section>
  )
}

function NoticeSamples() {
  const g = useSample()
  return (
    <section>
      <h2>{g('notices')}</h2>
      <Notice>
        <p>{g('notice_text')}</p>
      </Notice>
      <Notice tone="soon" title={g('notice_title')}>
        <p>{g('notice_text')}</p>
      </Notice>
      <Notice tone="ok">
        <p>{g('notice_ok')}</p>
      </Notice>
      <Notice tone="late">
        <p>{g('notice_late')}</p>
      </Notice>
      <Notice tone="wait">
        <p>{g('notice_text')}</p>
      </Notice>
    </section>
  )
}

function ListSamples() {
  const g = useSample()
  const { format } = useShell()
  return (
    <section>
      <h2>{g('components')}</h2>
      <ComponentList
        items={[
          { name: g('comp1'), tags: [{ label: g('enough'), tone: 'ok' }], detail: g('comp1_detail') },
          { name: g('comp2'), tags: [{ label: g('in_vault'), tone: 'ok' }], detail: g('comp2_detail') },
          { name: g('comp3'), tags: [{ label: g('missing'), tone: 'late' }] },
        ]}
      />
      <h2>{g('steps')}</h2>
      <Steps
        items={[
          { title: g('step1'), detail: g('step1_detail'), state: 'done' },
          { title: g('step2'), state: 'wait' },
          { title: g('step3'), detail: g('step3_detail'), state: 'now' },
          { title: g('step3'), state: 'late' },
          { title: g('step4'), state: 'next' },
        ]}
      />
      <StepProgress step={2} of={5} name={g('form_title')} />
      <h2>{g('facts')}</h2>
      <Facts
        facts={[
          { term: g('applicant'), value: g('long_name') },
          { term: g('fee'), value: <span className="num">{format.money(75_000)}</span> },
          { term: g('unit'), value: g('unit_name'), note: g('unit_note') },
        ]}
      />
    </section>
  )
}

function FigureSamples() {
  const g = useSample()
  const { format } = useShell()
  const of = g('dossiers', { part: format.number(12_206), whole: format.number(12_403) })
  const link = { to: '/_gallery', label: g('see_each') }
  return (
    <section>
      <h2>{g('figures')}</h2>
      <Figures>
        <Figure value={format.percent(12_206, 12_403)} label={g('on_time')} of={of} link={link} />
        <Figure value={format.number(1.8)} label={g('median')} />
        <Figure value={format.number(27)} label={g('apologies')} link={link} />
      </Figures>
    </section>
  )
}

function PanelSamples() {
  const g = useSample()
  const code = 'H33.08-261118-0012'
  return (
    <section>
      <h2>{g('done')}</h2>
      <DonePanel codeLabel={g('code')} code={code}>
        <p>{g('done_text')}</p>
        <QrCode value={`https://motcua.example/tra-cuu/${code}`} label={g('qr_label')} caption={`/tra-cuu/${code}`} />
      </DonePanel>
      <h2>{g('confirm')}</h2>
      <ConfirmPanel
        facts={[
          { term: g('code'), value: code },
          { term: g('applicant'), value: g('person') },
        ]}
        consequence={g('consequence')}
        back={{ to: '/_gallery', label: g('back') }}
      >
        <PageForm>
          <Actions>
            <Button tone="danger">{g('withdraw')}</Button>
          </Actions>
        </PageForm>
      </ConfirmPanel>
      <EmptyState title={g('empty_title')} text={g('empty_text')}>
        <p>
          <a href="/_gallery">{g('empty_action')}</a>
        </p>
      </EmptyState>
      <Pager previous="/_gallery?truoc=1" next="/_gallery?sau=2" note={g('note')} />
    </section>
  )
}
