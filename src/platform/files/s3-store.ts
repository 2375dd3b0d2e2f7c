import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { FileHash } from '../ids.ts'
import { fileRefusals } from './file-faults.ts'
import {
  type ArrivedFile,
  type FileStore,
  isFileHash,
  matchesHash,
  receiveInto,
  type StoredFile,
} from './file-store.ts'

export interface S3StoreOptions {
  /** `https://KEY:SECRET@host[:port]/bucket[/prefix][?region=…]`; key and secret percent-encoded. */
  url: string
  /** A local folder in which uploads wait to be inspected. */
  incomingFolder: string
}

/** A file store that can also let go of its connections. */
export interface S3Store extends FileStore {
  close(): void
}

/** A file store in an S3 bucket, with the same names as the folder store. Throws when the bucket cannot be reached. */
export async function openS3Store({ url, incomingFolder }: S3StoreOptions): Promise<S3Store> {
  const { client, bucket, prefix } = connect(url)
  await mkdir(incomingFolder, { recursive: true })
  await client.send(new HeadBucketCommand({ Bucket: bucket }))
  const place = (hash: FileHash): { Bucket: string; Key: string } => {
    if (!isFileHash(hash)) throw fileRefusals.not_found()
    return { Bucket: bucket, Key: `${prefix}sha256/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}` }
  }
  const has = (hash: FileHash): Promise<boolean> =>
    client.send(new HeadObjectCommand(place(hash))).then(() => true, isAbsent)
  const openContent = async (hash: FileHash): Promise<Readable> => {
    const { Body } = await client.send(new GetObjectCommand(place(hash))).catch(notFound)
    return Body as Readable
  }
  const keep = async (file: ArrivedFile): Promise<StoredFile> => {
    const { hash, size } = file
    if (!(await has(hash))) {
      const checksum = Buffer.from(hash, 'hex').toString('base64')
      const object = {
        ...place(hash),
        ContentLength: size,
        ChecksumSHA256: checksum,
        Body: createReadStream(file.path),
      }
      await client.send(new PutObjectCommand(object))
    }
    await file.drop()
    return { hash, size }
  }
  return {
    receive: (source, limits) => receiveInto(incomingFolder, source, limits),
    keep,
    put: async (source, limits) => keep(await receiveInto(incomingFolder, source, limits)),
    open: openContent,
    has,
    isIntact: async (hash) => (await has(hash)) && matchesHash(await openContent(hash), hash),
    remove: async (hash) => {
      await client.send(new DeleteObjectCommand(place(hash)))
    },
    close: () => client.destroy(),
  }
}

function connect(address: string): { client: S3Client; bucket: string; prefix: string } {
  const url = new URL(address)
  const [bucket = '', ...rest] = url.pathname.split('/').filter(Boolean)
  if (bucket === '') throw new Error('the S3 address names no bucket')
  const client = new S3Client({
    endpoint: `${url.protocol}//${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) },
    // Our own SHA-256 goes with every object; the SDK's further checks need a way of sending that many stores lack.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return { client, bucket, prefix: rest.map((part) => `${part}/`).join('') }
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
}

function notFound(error: unknown): never {
  if (statusOf(error) === 404) throw fileRefusals.not_found()
  throw error
}

function isAbsent(error: unknown): false {
  if (statusOf(error) === 404) return false
  throw error
}
