import type { Setup } from '../setup.ts'
import { setup as apollo } from './apollo.ts'
import { fetchSetup as axiosFetch, setup as axios } from './axios.ts'
import { setup as fetch } from './fetch.ts'
import { setup as graphqlRequest } from './graphql-request.ts'
import { setup as heyApi } from './hey-api.ts'
import { setup as ky } from './ky.ts'
import { setup as ofetch } from './ofetch.ts'
import { setup as openapiFetch } from './openapi-fetch.ts'
import { setup as openapiReactQuery } from './openapi-react-query.ts'
import { setup as orval } from './orval.ts'
import { setup as rtkQuery } from './rtk-query.ts'
import { setup as supabase } from './supabase.ts'
import { setup as swr } from './swr.ts'
import { setup as tanstackReact } from './tanstack-react.ts'
import { setup as tanstackVue } from './tanstack-vue.ts'
import { plainSetup as trpc, setup as trpcBatch, streamSetup as trpcStream } from './trpc.ts'
import { setup as urql } from './urql.ts'
import { setup as wretch } from './wretch.ts'

export const setups: readonly Setup[] = [
  fetch,
  ky,
  axios,
  axiosFetch,
  ofetch,
  wretch,
  openapiFetch,
  heyApi,
  orval,
  supabase,
  apollo,
  urql,
  graphqlRequest,
  trpc,
  trpcBatch,
  trpcStream,
  rtkQuery,
  tanstackReact,
  tanstackVue,
  swr,
  openapiReactQuery,
]
