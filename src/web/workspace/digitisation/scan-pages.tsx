import type { FieldView, ScanView } from '../../../modules/digitisation/view-types.ts'
import { useShell } from '../../shell.ts'
import { outputPath, pageImagePath } from './scan-guard.ts'

/** Below this a field is marked, in the form and on the picture. */
export const SURE = 0.85

/** The pages as pictures, upright, with a frame around each field that was found. */
export function ScanPages({ scan }: { scan: ScanView }) {
  const { t } = useShell()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard must reach it
    <section className="scan-pages" aria-label={t('digitisation.pages_label')} tabIndex={0}>
      {scan.pageList.map((page) => (
        <figure key={page.number}>
          <figcaption className="soft small">
            {t('digitisation.page_caption', { page: page.number, pages: scan.pageList.length })}
            {page.reason !== null && <b> {t(`digitisation.reason.${page.reason}`)}</b>}
          </figcaption>
          {!page.hasImage && page.state === 'read' && scan.output !== null && !scan.isForgotten && (
            <p className="soft">
              {t('digitisation.image_cleared')} <a href={outputPath(scan.id)}>{t('digitisation.image_in_output')}</a>
            </p>
          )}
          {page.hasImage && (
            <div className="scan-picture">
              <img
                src={pageImagePath(scan.id, page.number)}
                alt={t('digitisation.page_alt', { page: page.number })}
                {...(page.width === null || page.height === null ? {} : { width: page.width, height: page.height })}
              />
              <FieldFrames fields={scan.fields.filter((field) => field.found?.page === page.number)} />
            </div>
          )}
        </figure>
      ))}
    </section>
  )
}

function FieldFrames({ fields }: { fields: readonly FieldView[] }) {
  return (
    <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
      {fields.map(({ key, found }) => {
        if (found === null) return null
        const { left, top, right, bottom } = found.box
        return (
          <rect
            key={key}
            data-frame={key}
            className={found.confidence < SURE ? 'unsure' : undefined}
            x={left * 1000 - 4}
            y={top * 1000 - 3}
            width={(right - left) * 1000 + 8}
            height={(bottom - top) * 1000 + 6}
          />
        )
      })}
    </svg>
  )
}
