import { defineConfig } from 'vite'

export default defineConfig({
  base: '/playground/',
  build: { target: 'es2022', modulePreload: { polyfill: false }, outDir: '../dist/playground', emptyOutDir: true },
})
