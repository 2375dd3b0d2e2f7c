import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './source-files.ts'

/** Links and pictures in our documents that lead to no file of ours. Addresses of the web and of the running product are left alone. */
export function linkFaults(): string[] {
  const documents = globSync(['*.md', 'docs/**/*.md', 'decisions/*.md', 'src/**/*.md', 'bench/*.md'], {
    cwd: root,
  }).sort()
  return documents.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '')
    return targets
      .filter((target) => !/^[a-z]+:|^\//.test(target) && !existsSync(join(root, dirname(path), target)))
      .map((target) => `${path}: no file ${target}`)
  })
}
