const SCRIPTS = ['worklist', 'upload', 'keep-typed', 'print'] as const

/** Asks for one of the small scripts in public/enhance. The page must do without it. */
export function Enhance({ script }: { script: (typeof SCRIPTS)[number] }) {
  return <script type="module" src={`/enhance/${script}.js`} />
}
