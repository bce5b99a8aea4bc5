import { createRouter, createWebHistory } from 'vue-router'

const HomePage = () => import('./HomePage.vue')

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/vue/', component: HomePage },
    // The server's `manageUrl` leads here.
    { path: '/vue/integrations/meteo', component: HomePage, props: { isMeteoWanted: true } },
    { path: '/vue/archive', component: () => import('./archive/ArchivePage.vue') },
    { path: '/vue/login', component: () => import('./archive/LoginPage.vue') },
    { path: '/:path(.*)*', redirect: '/vue/' },
  ],
})
