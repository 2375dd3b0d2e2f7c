const SCRIPTS = [
  'autosave',
  'worklist',
  'upload',
  'keep-typed',
  'print',
  'intake',
  'card-camera',
  'sign',
  'live',
  'hall-voice',
  'kiosk',
  'counter-keys',
  'scan',
  'push',
  'survey-ballot',
  'locate',
] as const

/** Asks for one of the small scripts in public/enhance. The page must do without it. */
export function Enhance({ script }: { script: (typeof SCRIPTS)[number] }) {
  return <script type="module" src={`/enhance/${script}.js`} />
}
