import { deadKey } from './key-scenario.ts'
import type { Scenario } from './scenario.ts'
import { openmrsSteps, wrongPassword } from './sign-in-scenarios.ts'
import { secondTab } from './tab-scenario.ts'
import { expiredToken, missingScope, otherOrigin, stepUp } from './token-scenarios.ts'

/** The scenarios in the order in which the page numbers them. */
export const scenarios: readonly Scenario[] = [
  expiredToken,
  deadKey,
  missingScope,
  stepUp,
  wrongPassword,
  openmrsSteps,
  otherOrigin,
  secondTab,
]
