import type { ReactElement } from 'react'
import { cards } from '../../client/cards.ts'
import { askWho } from '../../client/other-origin.ts'
import { useUserGone } from '../use-user-gone.ts'
import { Card } from './card.tsx'
import { orNothing, useAction } from './outcome.tsx'
import { Tile } from './tile.tsx'

export function OtherOrigin(): ReactElement {
  const { outcome, act, forget } = useAction()
  useUserGone(forget)
  const ask = (
    <button id="ask-other" type="button" onClick={() => void act(askWho)}>
      Who am I there?
    </button>
  )
  return (
    <Card name="other" words={cards.other} head={ask} isWide>
      <Tile id="other-output" outcome={orNothing(outcome)} empty={cards.other.empty} />
    </Card>
  )
}
