import { createApp } from 'vue'
import { authPlugin } from 'why401/vue'
import App from './App.vue'
import { auth } from './auth.ts'
import './styles.css'

createApp(App).use(authPlugin(auth)).mount('#root')
