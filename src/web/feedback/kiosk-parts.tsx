import { RefreshWithoutScript } from '../queue/hall-frame.tsx'
import { Enhance } from '../ui/index.ts'

/** A page that nobody touches goes back to its first one, with or without a script: the next person finds nothing of the last. */
export function GoesBack({ seconds, to }: { seconds: number; to: string }) {
  return (
    <>
      <RefreshWithoutScript seconds={seconds} to={to} />
      <span hidden data-return={to} data-return-after={seconds} />
      <Enhance script="kiosk" />
    </>
  )
}
