import { createRouter, createWebHistory } from 'vue-router'

// The pages import `auth`, and that imports the router: so the pages are loaded lazily.
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./OrdersPage.vue') },
    { path: '/login', component: () => import('./LoginPage.vue') },
  ],
})
