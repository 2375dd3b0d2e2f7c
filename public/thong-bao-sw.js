// Shows a notice that came by push and opens its page. Keeps nothing, caches nothing.

self.addEventListener('push', (event) => {
  const { title, link } = event.data?.json() ?? {}
  event.waitUntil(self.registration.showNotification(title ?? 'Một Cửa', { icon: '/favicon.svg', data: { link } }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const link = URL.parse(event.notification.data?.link ?? '/', self.location.origin)
  // Only to this site, whatever the message says.
  const address = link?.origin === self.location.origin ? link.href : self.location.origin
  event.waitUntil(self.clients.openWindow(address))
})
