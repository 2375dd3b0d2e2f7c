import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findRunningPostgres } from '../../src/platform/embedded-postgres.ts'
import { freePort } from '../support/free-port.ts'

/** The product as people start it, in a folder of its own, to be killed and started again. */
export class Product {
  readonly port: number
  readonly folder: string
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.folder = folder
  }

  static async create(): Promise<Product> {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-kill-'))
    // Run by root, the database works as another user, who must be able to walk into the folder.
    await chmod(folder, 0o755)
    return new Product(await freePort(), folder)
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Resolves when it serves; rejects with what it said when it ends before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['src/main.ts'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(this.port),
        MOTCUA_VAR: this.folder,
        MOTCUA_SEED_DOSSIERS: '0',
        MOTCUA_WEB: 'dev',
        MOTCUA_LOG_LEVEL: 'error',
        MOTCUA_RATE_LIMIT: '1000000',
      },
    })
    this.#process = child
    const said: string[] = []
    createInterface({ input: child.stderr }).on('line', (line) => said.push(line))
    const served = new Promise<void>((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        said.push(line)
        if (line.includes(`127.0.0.1:${this.port}`)) resolve()
      })
    })
    const ended = once(child, 'exit').then(() => {
      throw new Error(`the product ended before it served:\n${said.join('\n')}`)
    })
    await Promise.race([served, ended])
    ended.catch(() => undefined)
  }

  /** `kill -9` of the server; the database is left behind. */
  async killServer(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** The orderly end. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  /** `kill -9` of the first process of the database. */
  async killDatabase(): Promise<void> {
    const lock = await readFile(join(this.folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')
    process.kill(Number(lock.split('\n')[0]), 'SIGKILL')
  }

  /** The owner's address of the database that runs now. */
  async databaseUrl(): Promise<string> {
    const addresses = await findRunningPostgres(join(this.folder, 'postgres'))
    if (addresses === null) throw new Error('no database runs')
    return addresses.ownerUrl
  }

  async remove(): Promise<void> {
    await this.stop()
    await rm(this.folder, { recursive: true, force: true })
  }
}
