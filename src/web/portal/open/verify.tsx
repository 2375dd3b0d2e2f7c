import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { VerifiedResult } from '../../../modules/casework/views/view-types.ts'
import { isRefusal } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  Facts,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  TextField,
} from '../../ui/index.ts'
import { type PortalPage, publicPage } from '../guard.ts'
import { official } from '../texts.ts'
import { type Compared, CompareFile } from './compare-file.tsx'
import { VerifiedCopy } from './verified-copy.tsx'

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const typed = new URL(request.url).searchParams.get('ma')
  if (typed !== null && typed.trim() !== '')
    throw redirect(`/kiem-chung/${encodeURIComponent(readVerificationCode(typed))}`)
  const code = readVerificationCode(params.code ?? '')
  const result = code === '' ? null : await findResult(publicPage(context), code)
  const copy = code === '' || result !== null ? null : await publicPage(context).portal.papers.verifyCopy(code)
  const load = { code, result, copy }
  return code !== '' && result === null && copy === null ? data(load, { status: 404 }) : data(load)
}

async function findResult({ portal }: PortalPage, code: string): Promise<VerifiedResult | null> {
  try {
    return await portal.dossiers.verify(code)
  } catch (error) {
    if (isRefusal(error) && error.kind === 'not_found') return null
    throw error
  }
}

/** A code as typed from paper: letters in groups of four; O and I are read as the digits they are taken for. */
function readVerificationCode(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 32)
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** Compares a file with the one that was signed, by its SHA-256. The file is not kept. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await readForm(request)
  const [file] = form.files.file ?? []
  const answer = (compared: Compared | null, state: FormState, status: number) =>
    data({ compared, form: state }, { status })
  if (file === undefined || file.size === 0) {
    return answer(null, { values: {}, faults: [{ path: 'file', key: 'draft.no_file' }] }, 422)
  }
  const page = publicPage(context)
  const code = readVerificationCode(params.code ?? '')
  const known = (await findResult(page, code)) ?? (await page.portal.papers.verifyCopy(code))
  if (known === null) throw data(null, { status: 404 })
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const hash = Buffer.from(digest).toString('hex')
  return answer(hash === known.fileHash ? 'same' : 'differs', { values: {}, faults: [] }, 200)
}

/** Whether a result was issued by the system, and whether a file is that result. Nothing personal is told. */
export default function VerifyPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { code, result, copy } = loaderData
  return (
    <div className="narrow">
      <PageHeading>{t('portal.verify.title')}</PageHeading>
      {code !== '' && result === null && copy === null && (
        <Notice tone="late" title={t('portal.verify.unknown')} urgent>
          <p>{t('portal.verify.unknown_text', { code })}</p>
        </Notice>
      )}
      {copy !== null && <VerifiedCopy copy={copy} compared={actionData?.compared ?? null} state={actionData?.form} />}
      {copy === null && result === null && (
        <PageForm method="get" action="/kiem-chung">
          <TextField
            name="ma"
            label={t('portal.verify.code')}
            hint={t('portal.verify.code_hint')}
            size="medium"
            initial={code}
            autoComplete="off"
          />
          <Actions>
            <Button>{t('portal.verify.do')}</Button>
          </Actions>
        </PageForm>
      )}
      {result !== null && <Verified result={result} compared={actionData?.compared ?? null} state={actionData?.form} />}
    </div>
  )
}

interface VerifiedProps {
  result: VerifiedResult
  compared: Compared | null
  state: FormState | undefined
}

function Verified({ result, compared, state }: VerifiedProps) {
  const { t, locale, format } = useShell()
  return (
    <>
      <Notice tone="ok" title={t('portal.verify.known')}>
        <p>{t('portal.verify.known_text')}</p>
      </Notice>
      <Facts
        facts={[
          { term: t('portal.verify.code'), value: result.verificationCode },
          {
            term: t('portal.dossier.procedure'),
            value: official(result.procedure.name, locale),
            note: result.procedure.code,
          },
          { term: t('portal.verify.agency'), value: result.agency.name },
          { term: t('portal.result.outcome'), value: t(`portal.result.${result.outcome}`) },
          { term: t('portal.result.number'), value: result.number },
          { term: t('portal.result.issued'), value: format.weekdayDate(result.issuedOn) },
          { term: 'SHA-256', value: <code className="hash">{result.fileHash}</code> },
        ]}
      />
      <CompareFile compared={compared} state={state} />
    </>
  )
}
