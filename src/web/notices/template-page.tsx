import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { placesFor, type TemplateKey } from '../../modules/notices/kinds.ts'
import type { LocalText, TemplatePreview, TemplateTexts } from '../../modules/notices/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  SecondButton,
  type SentForm,
  TextAreaField,
  TextField,
} from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { sampleTexts } from './sample.ts'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const template = await services.notices.template(actor, params.key ?? '')
  const { key, vi, en, smsForm } = template
  const preview = await services.notices.previewTemplate(actor, {
    key,
    texts: { vi, en, smsForm },
    sample: sampleTexts(),
  })
  return { template, preview }
}

/** A press on "preview" shows what is typed, filled, without keeping it; the other keeps it as a new version. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  const key = (params.key ?? '') as TemplateKey
  const texts = textsIn(form)
  const preview: { shown?: TemplatePreview[] } = {}
  const answer = await attemptForm(form, async () => {
    if (form.text('do') === 'preview') {
      await services.notices.template(actor, key)
      preview.shown = await services.notices.previewTemplate(actor, { key, texts, sample: sampleTexts() })
      return new Response(null)
    }
    await services.notices.editTemplate(actor, { key, version: Number(form.text('version')) || 0, texts })
    return redirect(`/quan-tri/mau-tin/${key}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'notices.template.saved' }) },
    })
  })
  if (preview.shown === undefined) return answer
  return data({ form: { values: form.values, faults: [] }, preview: preview.shown })
}

function textsIn(form: SentForm): TemplateTexts {
  const local = (locale: string): LocalText => ({
    subject: form.text(`${locale}/subject`),
    body: form.text(`${locale}/body`),
    sms: form.text(`${locale}/sms`) === '' ? null : form.text(`${locale}/sms`),
  })
  return { vi: local('vi'), en: local('en'), smsForm: form.text('smsForm') === 'accented' ? 'accented' : 'plain' }
}

export default function TemplatePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { template } = loaderData
  const typed = actionData as { form: NonNullable<typeof actionData>['form']; preview?: TemplatePreview[] } | undefined
  const faulty = typed !== undefined && typed.form.faults.length > 0
  return (
    <>
      <PageHeading faulty={faulty} kicker={t('notices.template.kicker', { version: template.version })}>
        {t(`notices.kind.${template.key}`)}
      </PageHeading>
      <div className="narrow">
        <p>
          {t('notices.template.places', {
            places: placesFor(template.key, 'body')
              .map((place) => `{{${place}}}`)
              .join(' '),
          })}
        </p>
        <PageForm state={typed?.form}>
          <input type="hidden" name="version" value={template.version} />
          <LocalFields locale="vi" text={template.vi} />
          <LocalFields locale="en" text={template.en} />
          <RadioField
            name="smsForm"
            label={t('notices.template.sms_form')}
            initial={template.smsForm}
            choices={[
              { value: 'plain', label: t('notices.template.sms_plain'), hint: t('notices.template.sms_plain_hint') },
              {
                value: 'accented',
                label: t('notices.template.sms_accented'),
                hint: t('notices.template.sms_accented_hint'),
              },
            ]}
          />
          <Actions>
            <Button>{t('notices.template.save')}</Button>
            <SecondButton name="do" value="preview">
              {t('notices.template.preview')}
            </SecondButton>
          </Actions>
        </PageForm>
        {!faulty && <Previews previews={typed?.preview ?? loaderData.preview} />}
      </div>
    </>
  )
}

function LocalFields({ locale, text }: { locale: 'vi' | 'en'; text: LocalText }) {
  const { t } = useShell()
  return (
    <fieldset className="field">
      <legend>{t(`notices.preference.locale_${locale}`)}</legend>
      <TextField
        name={`${locale}/subject`}
        label={t('notices.template.subject')}
        initial={text.subject}
        maxLength={200}
      />
      <TextAreaField name={`${locale}/body`} label={t('notices.template.body')} initial={text.body} rows={12} />
      <TextAreaField
        name={`${locale}/sms`}
        label={t('notices.template.sms')}
        hint={t('notices.template.sms_hint')}
        optional
        initial={text.sms ?? ''}
        rows={3}
      />
    </fieldset>
  )
}

function Previews({ previews }: { previews: readonly TemplatePreview[] }) {
  const { t } = useShell()
  return previews.map(({ locale, subject, body, push, sms, smsOther }) => (
    <section key={locale} lang={locale}>
      <h2>{t('notices.template.preview_in', { language: t(`notices.preference.locale_${locale}`) })}</h2>
      <h3>{t('notices.channel.email')}</h3>
      <p>
        <b>{subject}</b>
      </p>
      <p className="typed">{body}</p>
      <h3>{t('notices.channel.push')}</h3>
      <p>{push}</p>
      <h3>{t('notices.channel.sms')}</h3>
      {sms === null ? (
        <p className="soft">{t('notices.template.no_sms')}</p>
      ) : (
        <SmsPreview sms={sms} other={smsOther} />
      )}
    </section>
  ))
}

function SmsPreview({ sms, other }: { sms: NonNullable<TemplatePreview['sms']>; other: TemplatePreview['smsOther'] }) {
  const { t } = useShell()
  const sizeOf = ({ length }: NonNullable<TemplatePreview['sms']>) =>
    t('notices.template.sms_size', {
      segments: length.segments,
      units: length.units,
      alphabet: length.alphabet === 'gsm7' ? 'GSM-7' : 'UCS-2',
    })
  return (
    <>
      <p className="typed">{sms.text}</p>
      <p className="soft small num">{sizeOf(sms)}</p>
      {other !== null && <p className="soft small num">{t('notices.template.sms_other', { size: sizeOf(other) })}</p>}
    </>
  )
}
