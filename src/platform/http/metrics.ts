import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface MetricsOptions {
  /** Bearer token asked for; null: only requests from this machine are answered. */
  token: string | null
  /** Gauges read when the page is asked for. */
  gauges: readonly { name: string; help: string; read(): Promise<number> }[]
}

/** `/metrics` in the Prometheus format: the process, request durations by route and status, and the given gauges. */
export async function metricsPlugin(app: FastifyInstance, options: MetricsOptions): Promise<void> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'motcua_http_request_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  for (const { name, help, read } of options.gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read())
      },
    })
  }
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    // Behind a trusted proxy this is who asked the proxy.
    const local = request.ip === '127.0.0.1' || request.ip === '::1'
    const allowed = options.token === null ? local : request.headers.authorization === `Bearer ${options.token}`
    if (!allowed) return reply.code(404).send()
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
}

Object.assign(metricsPlugin, { [Symbol.for('skip-override')]: true })
