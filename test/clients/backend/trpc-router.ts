import { initTRPC, TRPCError } from '@trpc/server'
import { problemType } from './answers.ts'

/** A third party refused the key that is stored for it. */
class KeyRevokedError extends Error {
  readonly problem = { type: problemType, integration: 'meteo', reason: 'key-revoked' }
}

const trpc = initTRPC.context<{ readonly isFresh: boolean; readonly change: () => number }>().create({
  isServer: true, // the table runs client and server in one process
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: { ...shape.data, ...(error.cause instanceof KeyRevokedError && error.cause.problem) },
  }),
})

const signedIn = trpc.procedure.use(({ ctx, next }) => {
  if (!ctx.isFresh) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'The access token expired' })
  return next()
})

export const router = trpc.router({
  reports: signedIn.query(() => ({ items: [{ id: 1 }] })),
  signIn: trpc.procedure.mutation(() => {
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Invalid user name or password' })
  }),
  audit: trpc.procedure.query(() => {
    throw new TRPCError({ code: 'FORBIDDEN', message: 'The scope audit:read is missing' })
  }),
  forecast: trpc.procedure.query(() => {
    throw new TRPCError({ code: 'FORBIDDEN', message: 'Meteo refused its key', cause: new KeyRevokedError() })
  }),
  /** The server answers its login page in place of this. */
  legacy: trpc.procedure.query(() => ({ items: [{ id: 1 }] })),
  save: trpc.procedure.mutation(({ ctx }) => ({ id: ctx.change() })),
  charge: trpc.procedure.mutation(() => {
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'The session expired' })
  }),
})

export type Router = typeof router
