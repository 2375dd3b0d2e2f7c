import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type Type from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import type { Db } from '../../../platform/db.ts'
import { canonicalJson, type JsonValue } from '../../../platform/ledger/index.ts'
import { TemplateFile } from '../schemas.ts'
import type { TemplateTexts } from '../view-types.ts'
import { textFaults } from './check-texts.ts'
import { insertTemplate, listTemplates } from './template-store.ts'

const FILES = ['applicant.yaml', 'officer.yaml']
const check = Compile(TemplateFile)
type ShippedTemplate = Type.Static<typeof TemplateFile>['templates'][number]

/** Reads `data/notices`. Throws with the file's name when one is not in order. */
export async function loadTemplateFiles(dataFolder: string): Promise<ShippedTemplate[]> {
  const files = await Promise.all(FILES.map((name) => loadFile(join(dataFolder, 'notices', name))))
  return files.flat()
}

async function loadFile(path: string): Promise<ShippedTemplate[]> {
  const read: unknown = parse(await readFile(path, 'utf8'))
  if (!check.Check(read)) throw new Error(`${path}: ${JSON.stringify(check.Errors(read)[0])}`)
  for (const template of read.templates) {
    const faults = textFaults(template.key, textsOf(template))
    if (faults.length > 0) throw new Error(`${path}: ${template.key}: ${JSON.stringify(faults)}`)
  }
  return read.templates
}

function textsOf({ vi, en, smsForm = 'plain' }: ShippedTemplate): TemplateTexts {
  const trimmed = ({ subject, body, sms }: TemplateTexts['vi']) => ({ subject, body: body.trim(), sms })
  return { vi: trimmed(vi), en: trimmed(en), smsForm }
}

/** Brings the texts to what the files say; a text that somebody edited stays. Doing it again changes nothing. Returns how many were added. */
export async function importTemplates(db: Db, shipped: readonly ShippedTemplate[]): Promise<number> {
  return db.write(async (tx) => {
    const current = new Map((await listTemplates(tx)).map((template) => [template.key, template]))
    let added = 0
    for (const template of shipped) {
      const texts = textsOf(template)
      const sourceHash = createHash('sha256')
        .update(canonicalJson(texts as unknown as JsonValue))
        .digest('hex')
      const known = current.get(template.key)
      if (known !== undefined && (known.sourceHash === null || known.sourceHash === sourceHash)) continue
      const version = (known?.version ?? 0) + 1
      if (await insertTemplate(tx, { key: template.key, version, texts, from: { sourceHash } })) added += 1
    }
    return added
  })
}
