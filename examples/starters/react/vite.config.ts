import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { backend } from './backend.ts'

export default defineConfig({ plugins: [react(), backend()] })
