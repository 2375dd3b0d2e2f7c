import { useShell } from '../../shell.ts'
import { Notice, SecondButton, TextField } from '../../ui/index.ts'
import { nameIn } from '../texts.ts'
import type { IntakeWork, Note } from './intake-work.ts'

/** The one box that takes whatever the visitor has: card, number, name, ticket, dossier code. */
export function BoxSection({ work }: { work: IntakeWork }) {
  const { t } = useShell()
  return (
    <section aria-label={t('intake.box')}>
      <TextField
        name="hop"
        type="search"
        label={t('intake.box')}
        hint={t('intake.box_hint')}
        autoComplete="off"
        maxLength={4000}
        hook="box"
        focused={work.focus === 'box'}
        optional
      />
      <p className="actions">
        <SecondButton name="act" value="enter">
          {t('intake.take')}
        </SecondButton>
        <span
          data-camera={t('intake.camera')}
          data-camera-stop={t('intake.camera_stop')}
          data-camera-refused={t('intake.camera_refused')}
          data-camera-looking={t('intake.camera_looking')}
          data-jsqr="/enhance/jsqr.js"
        />
      </p>
      {work.notes.map((note) => (
        <NoteLine key={note.key} note={note} />
      ))}
      <Namesakes work={work} />
    </section>
  )
}

function NoteLine({ note: { key, params, tone } }: { note: Note }) {
  const { t } = useShell()
  return (
    <Notice tone={tone} urgent>
      <p>{t(key, params)}</p>
    </Notice>
  )
}

/** People of the typed name among the dossiers of this officer's reach; choosing one fills the form. */
function Namesakes({ work: { namesakes } }: { work: IntakeWork }) {
  const { t, locale, format } = useShell()
  if (namesakes.length === 0) return null
  return (
    <ul className="list">
      {namesakes.map((row) => (
        <li key={row.dossierId}>
          <button className="button link choice-button" type="submit" name="person" value={row.dossierId}>
            {row.applicantName ?? t('workspace.erased')}
          </button>{' '}
          <span className="soft small">
            {nameIn(row.procedure.name, locale)}, {row.code ?? format.date(new Date(row.submittedAt))}
          </span>
        </li>
      ))}
    </ul>
  )
}
