import { priorityGroups } from '../../../modules/queue/ticket.ts'
import { priorityText } from '../../queue/texts.ts'
import { useShell } from '../../shell.ts'
import { Actions, Button, SelectField, TextField } from '../../ui/index.ts'
import { PurposeField } from './intake-view.tsx'
import { OfflineForm, View } from './view.tsx'

export function TicketView() {
  const { t } = useShell()
  return (
    <View name="so-thu-tu" heading={t('offline.tickets.title')}>
      <p>{t('offline.tickets.text')}</p>
      <div className="side-by-side">
        <SelectField name="ticketLine" label={t('offline.tickets.line')} choices={[]} />
        <SelectField
          name="ticketPriority"
          label={t('offline.tickets.priority')}
          optional
          choices={priorityGroups.map((group) => ({ value: group, label: priorityText(group, t) }))}
        />
      </div>
      <Actions>
        <button className="button" type="button" id="phat-so">
          {t('offline.tickets.give')}
        </button>
      </Actions>
      <p id="chua-co-so">{t('offline.tickets.none')}</p>
      <ul className="list" id="danh-sach-so" />
    </View>
  )
}

/** Cash that belongs to no intake, the day's receipts, and the drawer counted against them. */
export function CashView() {
  const { t } = useShell()
  return (
    <View name="thu-tien" heading={t('offline.cash.title')}>
      <p>
        <b id="tong-thu" />
      </p>
      <p id="chua-thu">{t('offline.cash.none')}</p>
      <ul className="list" id="danh-sach-thu" />
      <OfflineForm name="cash">
        <h3>{t('offline.cash.take_title')}</h3>
        <div className="side-by-side">
          <TextField name="amount" label={t('offline.cash.amount')} inputMode="numeric" size="short" maxLength={15} />
          <PurposeField name="purpose" />
        </div>
        <SelectField name="intakeId" label={t('offline.cash.dossier')} choices={[]} optional />
        <Actions>
          <Button>{t('offline.cash.take')}</Button>
        </Actions>
      </OfflineForm>
      <OfflineForm name="count">
        <h3>{t('offline.cash.count_title')}</h3>
        <TextField
          name="counted"
          label={t('offline.cash.counted')}
          hint={t('offline.cash.counted_hint')}
          inputMode="numeric"
          size="short"
          maxLength={15}
        />
        <Actions>
          <button className="button second" type="submit">
            {t('offline.cash.count')}
          </button>
        </Actions>
      </OfflineForm>
    </View>
  )
}

/** What waits, what needs a decision, what stands on the server. */
export function OutboxView() {
  const { t } = useShell()
  return (
    <View name="gui-di" heading={t('offline.outbox.title')}>
      <p>{t('offline.outbox.text')}</p>
      <div id="dang-nhap-lai" className="notice soon" hidden>
        <p>{t('offline.outbox.login')}</p>
        <p>
          <a className="button second" href="/dang-nhap?tiep=/lam-viec/ngoai-tuyen">
            {t('offline.outbox.login_link')}
          </a>
        </p>
      </div>
      <Actions>
        <button className="button" type="button" id="gui">
          {t('offline.outbox.send')}
        </button>
      </Actions>
      <div id="tien-do-khung" className="upload-progress" hidden>
        <label htmlFor="tien-do" id="tien-do-chu">
          {t('offline.outbox.progress')}
        </label>
        <progress id="tien-do" max={1} value={0} />
      </div>
      <p id="lech-gio" className="notice soon" hidden />
      <div id="doi-chieu-tien" className="notice" hidden />
      <section id="can-xu-ly" hidden>
        <h3>{t('offline.outbox.refused')}</h3>
        <ul className="list" id="danh-sach-vuong" />
      </section>
      <h3 id="so-chua-gui">{t('offline.outbox.waiting')}</h3>
      <ul className="list" id="danh-sach-cho" />
      <h3 id="so-da-gui">{t('offline.outbox.sent')}</h3>
      <ul className="list" id="danh-sach-xong" />
      <RefusedTemplate />
    </View>
  )
}

function RefusedTemplate() {
  const { t } = useShell()
  return (
    <template id="mau-vuong">
      <li>
        <b data-tieu-de="" />
        <p className="field-fault" data-ly-do="" />
        <ul data-loi="" />
        <div className="actions" data-viec="" />
        <details className="disclosure">
          <summary>{t('offline.outbox.more')}</summary>
          <h4>{t('offline.outbox.content')}</h4>
          <ul data-noi-dung="" />
          <form data-nguoi="" method="post" noValidate hidden>
            <h4>{t('offline.outbox.person')}</h4>
            <div className="field">
              <label>
                {t('intake.full_name')}
                <input type="text" data-field="fullName" maxLength={250} />
              </label>
            </div>
            <div className="field">
              <label>
                {t('intake.number')}
                <input type="text" data-field="number" maxLength={20} />
              </label>
            </div>
            <div className="field">
              <label>
                {t('workspace.dossier.birth_date')}
                <input type="text" data-field="birthDate" maxLength={14} />
              </label>
            </div>
            <button className="button second" type="submit">
              {t('offline.outbox.send_mended')}
            </button>
          </form>
          <form data-bang-tay="" method="post" noValidate hidden>
            <h4>{t('offline.outbox.by_hand')}</h4>
            <p className="small">{t('offline.outbox.by_hand_text')}</p>
            <div className="field">
              <label>
                {t('offline.outbox.reason')}
                <input type="text" maxLength={300} />
              </label>
            </div>
            <button className="button second" type="submit">
              {t('offline.outbox.by_hand_button')}
            </button>
          </form>
        </details>
      </li>
    </template>
  )
}

/** What is printed: form 01 of TT 03/2025 in short, with the reserved code, or the receipt for money. */
export function ReceiptView() {
  const { t } = useShell()
  return (
    <View name="giay" heading={t('offline.receipt.title')}>
      <div className="actions no-print">
        <button className="button" type="button" id="in-giay">
          {t('print.button')}
        </button>
        <a className="button second" href="#tiep-nhan">
          {t('offline.receipt.next')}
        </a>
      </div>
      <div className="form-a5">
        <div className="nation" lang="vi">
          <p>
            <b>{t('workspace.receipt.nation')}</b>
          </p>
          <p>
            <b>{t('workspace.receipt.motto')}</b>
          </p>
        </div>
        <article className="receipt">
          <div className="unit">
            <div>
              <p>
                <b id="bn-don-vi" />
              </p>
              <h3 id="bn-ten">{t('offline.receipt.title')}</h3>
              <p id="bn-thu-tuc" />
            </div>
            <div id="bn-ma" />
          </div>
          <dl className="facts" id="bn-noi-dung" />
          <ul id="bn-giay-to" />
          <p className="small">{t('offline.receipt.note')}</p>
          <div className="signature">
            <p>
              <b>{t('workspace.receipt.sign_applicant')}</b>
            </p>
            <p>
              <b>{t('workspace.receipt.sign_officer')}</b>
            </p>
          </div>
        </article>
      </div>
    </View>
  )
}
