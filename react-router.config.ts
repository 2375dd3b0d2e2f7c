import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Config } from '@react-router/dev/config'

/** Reads a card's QR from the camera's picture where the browser cannot; fetched only when the camera is turned on. */
const CARD_READER = 'node_modules/jsqr/dist/jsQR.js'

const config: Config = {
  appDirectory: 'src/web',
  buildDirectory: 'build',
  ssr: true,
  routeDiscovery: { mode: 'initial' },
  buildEnd: ({ reactRouterConfig }) => {
    const client = join(reactRouterConfig.buildDirectory, 'client')
    removeUnusedScripts(join(client, 'assets'))
    copyFileSync(CARD_READER, join(client, 'enhance', 'jsqr.js'))
    for (const folder of ['assets', 'enhance']) compressFiles(join(client, folder))
  },
}

/** Pages are not hydrated (decisions/0007), so the router's browser bundle is never asked for. */
function removeUnusedScripts(folder: string): void {
  for (const name of readdirSync(folder)) if (name.endsWith('.js')) rmSync(join(folder, name))
}

/** Lays a .br and a .gz beside each text file, so that serving costs no compression. */
function compressFiles(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => /\.(css|js|svg)$/.test(file))) {
    const content = readFileSync(join(folder, name))
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params }))
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }))
  }
}

export default config
