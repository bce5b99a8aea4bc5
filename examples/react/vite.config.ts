import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/react/',
  plugins: [react()],
  build: { target: 'es2022', modulePreload: { polyfill: false }, outDir: '../dist/react', emptyOutDir: true },
})
