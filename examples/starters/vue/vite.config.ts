import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { backend } from './backend.ts'

export default defineConfig({ plugins: [vue(), backend()] })
