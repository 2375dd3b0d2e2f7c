export { type Live, type LiveEvent, openLive } from './live-hub.ts'
export { notifyLive } from './notify.ts'
export { liveRoutes, type TopicOf } from './routes.ts'
