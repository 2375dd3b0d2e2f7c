import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** Taking a number and booking on one's own device, inside the portal's frame. */
export const queuePortalRoutes: RouteConfigEntry[] = [
  route('lay-so/:centre', 'queue/take.tsx'),
  route('cho/:token', 'queue/waiting.tsx'),
  route('dat-lich', 'queue/book-centres.tsx'),
  route('dat-lich/:centre', 'queue/book.tsx'),
  route('lich-hen/:token', 'queue/booking.tsx'),
]

/** Devices of the hall: without the portal's menus. */
export const hallRoutes: RouteConfigEntry[] = [
  route('kiosk/:centre', 'queue/kiosk.tsx'),
  route('kiosk/:centre/dat-lich', 'queue/kiosk-check-in.tsx'),
  route('kiosk/:centre/phieu/:token', 'queue/slip.tsx'),
  route('kiosk/:centre/danh-gia', 'feedback/kiosk-page.tsx'),
  route('kiosk/:centre/danh-gia/:token', 'feedback/kiosk-rate-page.tsx'),
  route('man-hinh/:centre', 'queue/screen.tsx'),
  route('man-hinh/:centre/so-lieu', 'queue/figures-screen.tsx'),
]
