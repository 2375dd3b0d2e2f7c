import { type DraftNode, methodWords, zeroWords } from '../../../modules/scorecards/schemes/scheme-draft.ts'
import type { DraftView } from '../../../modules/scorecards/schemes/view-types.ts'
import { useShell } from '../../shell.ts'
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../ui/index.ts'
import { partsText, stepsText } from './draft-form.ts'

interface NodeProps {
  view: DraftView
  node: DraftNode
}

/** The fields of a line: those its kind has. A criterion with components has no rule of its own. */
export function DraftNodeFields({ view, node }: NodeProps) {
  const { t } = useShell()
  const label = (field: string) => t(`scorecards.draft.field.${field}`)
  const isBranch = node.kind === 'area' || view.draft.nodes.some(({ parent }) => parent === node.id)
  const isExtra = node.kind === 'bonus' || node.kind === 'penalty'
  return (
    <>
      <TextField
        name="key"
        label={label('key')}
        hint={t(`scorecards.draft.key_hint.${node.kind}`)}
        initial={node.key}
        size="short"
        autoComplete="off"
      />
      <TextField name="vi" label={label('vi')} initial={node.vi} />
      <TextField name="en" label={label('en')} hint={t('scorecards.draft.en_hint')} initial={node.en} optional />
      <TextField name="max" label={label('max')} initial={node.max} size="short" inputMode="decimal" />
      {node.parent !== null && <ParentField view={view} node={node} />}
      {!isExtra && (
        <SelectField
          name="owner"
          label={label('owner')}
          initial={node.owner}
          optional
          choices={[...new Set([...view.owners, ...(node.owner === '' ? [] : [node.owner])])].map((name) => ({
            value: name,
            label: name,
          }))}
        />
      )}
      {!isBranch && !isExtra && <RuleFields view={view} node={node} />}
      {!isBranch && (
        <>
          <TextAreaField
            name="ruleVi"
            label={label('ruleVi')}
            hint={t('scorecards.draft.rule_hint')}
            initial={node.ruleVi}
            rows={3}
          />
          <TextAreaField
            name="ruleEn"
            label={label('ruleEn')}
            hint={t('scorecards.draft.en_hint')}
            initial={node.ruleEn}
            rows={2}
            optional
          />
          <CheckboxField
            name="evidence"
            label={label('evidence')}
            optional
            initial={node.evidence ? ['1'] : []}
            choices={[{ value: '1', label: t('scorecards.draft.evidence_yes') }]}
          />
        </>
      )}
      {!isBranch && node.method === 'survey' && (
        <TextField
          name="surveyOf"
          label={label('surveyOf')}
          hint={t('scorecards.draft.survey_hint')}
          initial={node.surveyOf}
          size="medium"
          autoComplete="off"
          optional
        />
      )}
      {view.draft.baseKeys.length > 0 && (
        <TextField
          name="continues"
          label={label('continues')}
          hint={t('scorecards.draft.continues_hint', { version: view.draft.base?.version ?? '' })}
          initial={node.continues}
          size="short"
          autoComplete="off"
          optional
        />
      )}
    </>
  )
}

function ParentField({ view, node }: NodeProps) {
  const { t } = useShell()
  const kind = node.kind === 'criterion' ? 'area' : 'criterion'
  return (
    <SelectField
      name="parent"
      label={t('scorecards.draft.field.parent')}
      initial={node.parent ?? ''}
      choices={view.draft.nodes
        .filter((one) => one.kind === kind)
        .map(({ id, key, vi }) => ({ value: id, label: `${key}. ${vi}` }))}
    />
  )
}

/** How points are given: the method, and what each of them asks for. */
function RuleFields({ view, node }: NodeProps) {
  const { t } = useShell()
  const label = (field: string) => t(`scorecards.draft.field.${field}`)
  const methods = methodWords.filter((word) => word !== 'kept' || node.method === 'kept')
  const isCounted = ['ratio', 'steps', 'average', 'formula'].includes(node.method)
  const hasParts = ['yes_no', 'checklist', 'deduction'].includes(node.method)
  return (
    <>
      <SelectField
        name="method"
        label={label('method')}
        hint={t('scorecards.draft.method_hint')}
        initial={node.method}
        choices={methods.map((word) => ({ value: word, label: t(`scorecards.method.${word}`) }))}
      />
      <details className="disclosure" open={isCounted}>
        <summary>{t('scorecards.draft.counted')}</summary>
        <p className="soft">{t('scorecards.draft.counted_text')}</p>
        <TextField
          name="of"
          label={label('of')}
          initial={node.of}
          optional="unsaid"
          autoComplete="off"
          maxLength={400}
        />
        <TextField
          name="over"
          label={label('over')}
          initial={node.over}
          optional="unsaid"
          autoComplete="off"
          maxLength={400}
        />
        <TextField
          name="full"
          label={label('full')}
          hint={t('scorecards.draft.full_hint')}
          initial={node.full}
          size="short"
          inputMode="decimal"
          optional="unsaid"
        />
        <SelectField
          name="zero"
          label={label('zero')}
          initial={node.zero}
          optional
          choices={zeroWords.map((word) => ({ value: word, label: t(`scorecards.zero.${word}`) }))}
        />
        <TextAreaField
          name="steps"
          label={label('steps')}
          hint={t('scorecards.draft.steps_hint')}
          initial={stepsText(node.steps)}
          rows={4}
          optional
        />
        <Measures measures={view.measures} />
      </details>
      <details className="disclosure" open={hasParts}>
        <summary>{t('scorecards.draft.by_parts')}</summary>
        <TextAreaField
          name="parts"
          label={label('parts')}
          hint={t('scorecards.draft.parts_hint')}
          initial={partsText(node.parts)}
          rows={5}
          optional
        />
      </details>
    </>
  )
}

/** The words a formula may use, with what they count. */
function Measures({ measures }: { measures: readonly string[] }) {
  const { t } = useShell()
  const nameOf = (word: string) => {
    const own = t(`scorecards.measure.${word}`)
    return own === `scorecards.measure.${word}` ? t(`figures.measure.${word}`) : own
  }
  return (
    <details className="disclosure">
      <summary>{t('scorecards.draft.measures')}</summary>
      <ul>
        {measures.map((word) => (
          <li key={word}>
            <code>{word}</code> – {nameOf(word)}
          </li>
        ))}
      </ul>
    </details>
  )
}
