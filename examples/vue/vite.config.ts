import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/vue/',
  plugins: [vue()],
  build: { target: 'es2022', modulePreload: { polyfill: false }, outDir: '../dist/vue', emptyOutDir: true },
})
