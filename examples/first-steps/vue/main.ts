import { createApp } from 'vue'
import { RouterView } from 'vue-router'
import { authPlugin } from 'why401/vue'
import { auth } from './auth.ts'
import { router } from './router.ts'

createApp(RouterView).use(authPlugin(auth)).use(router).mount('#app')
