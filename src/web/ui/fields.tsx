import type { ComponentProps, HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { useShell } from '../shell.ts'
import { useField } from './page-form.tsx'

interface FieldFrameProps {
  name: string
  label: string
  hint?: string | undefined
  /** Fields are required unless said so; "không bắt buộc" then stands beside the name. */
  optional?: boolean | undefined
}

/** Label, hint and fault around one control. The control is described by both. */
function FieldFrame({ name, label, hint, optional, children }: FieldFrameProps & { children: ReactNode }) {
  const { id, fault } = useField(name)
  return (
    <div className={fault === null ? 'field' : 'field faulty'}>
      <label htmlFor={id}>
        {label}
        <OptionalMark optional={optional} />
      </label>
      <HintAndFault name={name} hint={hint} />
      {children}
    </div>
  )
}

function HintAndFault({ name, hint }: { name: string; hint: string | undefined }) {
  const { id } = useField(name)
  return (
    <>
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FieldFault name={name} />
    </>
  )
}

/** The sentence of a field's fault, at its place. */
export function FieldFault({ name }: { name: string }) {
  const { t } = useShell()
  const { id, fault } = useField(name)
  if (fault === null) return null
  return (
    <span className="field-fault" id={`${id}-fault`}>
      <span className="visually-hidden">{t('form.fault')}: </span>
      {fault}
    </span>
  )
}

function OptionalMark({ optional }: { optional: boolean | undefined }) {
  const { t } = useShell()
  if (optional !== true) return null
  return <span className="optional"> ({t('form.optional')})</span>
}

function useDescribed(name: string, hint: string | undefined) {
  const { id, fault } = useField(name)
  const parts = [hint === undefined ? null : `${id}-hint`, fault === null ? null : `${id}-fault`]
  const described = parts.filter((part) => part !== null).join(' ')
  return {
    id,
    name,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(fault === null ? {} : { 'aria-invalid': true as const }),
  }
}

export interface TextFieldProps extends Omit<FieldFrameProps, 'optional'> {
  /** `unsaid`: it may be left empty, and what stands above a group of such fields says so for all. */
  optional?: boolean | 'unsaid' | undefined
  initial?: string | undefined
  type?: 'text' | 'tel' | 'email' | 'password' | 'search'
  size?: 'short' | 'medium'
  inputMode?: 'numeric' | 'decimal' | 'text'
  autoComplete?: HTMLInputAutoCompleteAttribute
  maxLength?: number
  readOnly?: boolean
  /** The cursor stands here when the page opens. */
  focused?: boolean
  /** A script finds the field by it. */
  hook?: string
}

export function TextField(props: TextFieldProps) {
  const { name, label, hint, optional, initial, type = 'text', size, focused, hook, ...rest } = props
  const { value } = useField(name, initial)
  const described = useDescribed(name, hint)
  const shown = type === 'password' ? '' : value
  // That one may search for nothing need not be said.
  const saysOptional = optional === true && type !== 'search'
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={saysOptional}>
      <input
        {...described}
        {...rest}
        type={type}
        className={size}
        defaultValue={shown}
        required={optional === undefined || optional === false}
        data-hook={hook}
        // biome-ignore lint/a11y/noAutofocus: a counter's page says where the next thing is done
        autoFocus={focused}
      />
    </FieldFrame>
  )
}

export interface TextAreaFieldProps extends FieldFrameProps {
  initial?: string | undefined
  rows?: number
  maxLength?: number
}

export function TextAreaField({ name, label, hint, optional, initial, ...rest }: TextAreaFieldProps) {
  const { value } = useField(name, initial)
  const described = useDescribed(name, hint)
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={optional}>
      <textarea {...described} {...rest} defaultValue={value} required={optional !== true} />
    </FieldFrame>
  )
}

/** A date typed as day/month/year (read it with `parseTypedDate`): quicker than a picker for a birth date. */
export function DateField({ name, label, hint, optional, initial }: TextFieldProps) {
  const { t } = useShell()
  return (
    <TextField
      name={name}
      label={label}
      hint={hint ?? t('form.date_hint')}
      optional={optional}
      initial={initial}
      size="short"
      inputMode="text"
      maxLength={14}
    />
  )
}

export interface Choice {
  value: string
  label: string
  hint?: ReactNode
  /** What a short label stands for, for who hears the page. */
  spoken?: string
  /** In a list to choose from: the heading it stands under. */
  group?: string
}

export interface ChoiceFieldProps extends FieldFrameProps {
  choices: readonly Choice[]
  initial?: string | readonly string[] | undefined
  /** The cursor stands at the first choice when the page opens. */
  focused?: boolean
}

export interface SelectFieldProps extends Omit<ChoiceFieldProps, 'optional'> {
  /** `unsaid`: of a filter it goes without saying that it may be left. */
  optional?: boolean | 'unsaid' | undefined
}

/** A list to choose one from; the first, empty line asks to choose. */
export function SelectField({ name, label, hint, optional, choices, initial }: SelectFieldProps) {
  const { t } = useShell()
  const { value } = useField(name, initial)
  const described = useDescribed(name, hint)
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={optional === true}>
      <select {...described} defaultValue={value} required={optional === undefined || optional === false}>
        <option value="">{t('form.choose')}</option>
        <Options choices={choices} />
      </select>
    </FieldFrame>
  )
}

function Options({ choices }: { choices: readonly Choice[] }) {
  const groups = [...new Set(choices.map((choice) => choice.group))]
  return groups.map((group) => {
    const options = choices
      .filter((choice) => choice.group === group)
      .map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))
    if (group === undefined) return options
    return (
      <optgroup key={group} label={group}>
        {options}
      </optgroup>
    )
  })
}

export function RadioField(props: ChoiceFieldProps) {
  return <ChoiceList {...props} type="radio" />
}

export function CheckboxField(props: ChoiceFieldProps) {
  return <ChoiceList {...props} type="checkbox" />
}

function ChoiceList({
  name,
  label,
  hint,
  optional,
  choices,
  initial,
  type,
  focused,
}: ChoiceFieldProps & { type: 'radio' | 'checkbox' }) {
  const { values, fault } = useField(name, initial)
  const { id, ...described } = useDescribed(name, hint)
  return (
    <fieldset className={fault === null ? 'field' : 'field faulty'} aria-describedby={described['aria-describedby']}>
      <legend>
        {label}
        <OptionalMark optional={optional} />
      </legend>
      <HintAndFault name={name} hint={hint} />
      {choices.map((choice, position) => (
        <label key={choice.value} className="choice">
          <input
            type={type}
            // The summary leads to the first one.
            id={position === 0 ? id : `${id}-${position}`}
            name={name}
            value={choice.value}
            defaultChecked={values.includes(choice.value)}
            // biome-ignore lint/a11y/noAutofocus: a counter's page says where the next thing is done
            autoFocus={focused === true && position === 0}
          />
          <span>
            {choice.label}
            {choice.spoken !== undefined && <span className="visually-hidden"> {choice.spoken}</span>}
            {choice.hint !== undefined && <span className="hint">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

export interface FileFieldProps extends FieldFrameProps {
  /** What the picker offers; the server looks at the content all the same. */
  accept?: string
  multiple?: boolean
  /** Files already kept, with what can be done with them. */
  children?: ReactNode
}

/** Files from the device. Those already sent are listed above by the page, so that none is ever sent twice. */
export function FileField({ name, label, hint, optional, accept, multiple, children }: FileFieldProps) {
  const { t } = useShell()
  const described = useDescribed(name, hint)
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={optional}>
      {children}
      <FileInput
        {...described}
        accept={accept}
        multiple={multiple}
        data-upload={t('form.uploading')}
        data-upload-failed={t('form.upload_failed')}
      />
    </FieldFrame>
  )
}

/**
 * The browser's own picker under words of ours: it takes the press, the key and the drop, and names the chosen file; its button lies unseen
 * under our label. `required` only tells the style sheet, without a script, that nothing is chosen yet: no form of ours is checked by the browser.
 */
export function FileInput(props: Omit<ComponentProps<'input'>, 'type' | 'required'>) {
  const { t } = useShell()
  return (
    <span className="file-pick">
      <input {...props} type="file" required />
      <span className="file-button" aria-hidden="true">
        {t(props.multiple === true ? 'form.choose_files' : 'form.choose_file')}
      </span>
      <span className="file-none" aria-hidden="true">
        {t('form.no_file')}
      </span>
    </span>
  )
}

/** The files a field already holds: name, size, and one act for each. */
export function FileList({ files }: { files: readonly { name: string; detail: string; action?: ReactNode }[] }) {
  if (files.length === 0) return null
  return (
    <ul className="files">
      {files.map((file) => (
        <li key={file.name}>
          <span>
            <b>{file.name}</b> <span className="soft small">{file.detail}</span>
          </span>
          {file.action}
        </li>
      ))}
    </ul>
  )
}
