import { data } from 'react-router'

/** Any address that no route knows. */
export function loader(): never {
  throw data(null, { status: 404 })
}

/** Never shown: the loader always throws. It makes this a page route, so that the answer is a page. */
export default function NotFound() {
  return null
}
