import { createApp } from 'vue'
import { authPlugin } from 'why401/vue'
import { auth } from '../client/auth.ts'
import { startDevtools } from '../client/devtools.ts'
import App from './App.vue'
import { router } from './router.ts'

createApp(App).use(authPlugin(auth)).use(router).mount('#app')
startDevtools()
