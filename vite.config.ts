import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [reactRouter()],
  build: {
    // Fonts stay files (cached for a year, outside the CSS); one style sheet serves every page.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    target: 'es2022',
  },
})
