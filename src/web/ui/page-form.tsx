import { createContext, type ReactNode, useContext } from 'react'
import { useShell } from '../shell.ts'
import { EMPTY_FORM, type FormFault, type FormState, fieldId } from './form-state.ts'

const FormStateContext = createContext<FormState>(EMPTY_FORM)

export interface PageFormProps {
  /** What an action gave back: `actionData?.form`. */
  state?: FormState | undefined
  children: ReactNode
  method?: 'post' | 'get'
  /** Another address than this page's own. An index route needs `?index`. */
  action?: string
  /** The form sends files. */
  files?: boolean
  /** The client-made id of this submission: a second press returns the first answer. */
  commandId?: string
  /** A name under which a script keeps unsaved text in this tab (`keep-typed`). */
  keep?: string
  id?: string
}

/**
 * A form that works without a script. Its fields find what was typed and what is wrong with it by themselves; the
 * summary of faults stands on top.
 */
export function PageForm({
  state = EMPTY_FORM,
  children,
  method = 'post',
  files,
  commandId,
  keep,
  ...rest
}: PageFormProps) {
  const sentId = state.values.commandId?.[0] ?? commandId
  return (
    <form
      method={method}
      encType={files === true ? 'multipart/form-data' : undefined}
      noValidate
      data-keep={keep}
      {...rest}
    >
      <FormStateContext value={state}>
        <ErrorSummary faults={state.faults} />
        {sentId !== undefined && <input type="hidden" name="commandId" value={sentId} />}
        {children}
      </FormStateContext>
    </form>
  )
}

export interface FieldReading {
  id: string
  /** What to show in the field: typed before, else the initial value. */
  value: string
  values: readonly string[]
  fault: string | null
}

/** What a field of this name shows: the value typed last (or `initial`) and the sentence of its fault. */
export function useField(name: string, initial: string | readonly string[] = ''): FieldReading {
  const { t } = useShell()
  const state = useContext(FormStateContext)
  const wasSent = Object.keys(state.values).length > 0
  const start = typeof initial === 'string' ? [initial] : initial
  const values = state.values[name] ?? (wasSent ? [] : start)
  const fault = state.faults.find((one) => one.path === name)
  return {
    id: fieldId(name),
    value: values[0] ?? '',
    values,
    fault: fault === undefined ? null : t(fault.key, fault.params),
  }
}

/** All faults of a form in one place, each the way to its field; it takes the focus when the page opens. */
export function ErrorSummary({ faults }: { faults: readonly FormFault[] }) {
  const { t } = useShell()
  if (faults.length === 0) return null
  return (
    // biome-ignore lint/a11y/noAutofocus: the faults are what this page is about
    <div className="fault-summary" role="alert" tabIndex={-1} autoFocus aria-labelledby="co-loi">
      <h2 id="co-loi">{t(faults.length === 1 ? 'form.faults.one' : 'form.faults.other', { count: faults.length })}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.path} ${fault.key}`}>
            {fault.path === '' ? (
              <b>{t(fault.key, fault.params)}</b>
            ) : (
              <a href={`#${fieldId(fault.path)}`}>{t(fault.key, fault.params)}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
