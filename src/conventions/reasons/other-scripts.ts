import type { Reason } from '../../verdict/index.js'
import { firstMatch } from './code-table.js'

/** Phrases of Chinese, which has no spaces, and of Russian, which inflects: word by word nothing is found. */
const phrases: readonly (readonly [Reason, RegExp])[] = [
  ['session-expired', /登[录陆].{0,9}(?:过期|失效)|重新登[录陆]|сесси\S* ист/],
  [
    'token-invalid',
    /(?:key|token|密钥|签名|令牌).{0,6}(?:过期|失效|无效|错|失败)|(?:无效|错误|非法).{0,4}(?:key|token|密钥|签名|令牌)|(?:недейств|невер)\S* .{0,9}(?:ключ|токен)|(?:ключ|токен)\S* (?:недейств|невер|ист)/i,
  ],
  ['no-credentials', /未登[录陆]|先登[录陆]/],
  ['wrong-credentials', /密码.{0,4}错/],
  ['permission', /没有.{0,6}权限/],
]

/** What a text in another script than Latin says of a login or a permission. */
export function reasonInOtherScript(text: string): Reason | undefined {
  return firstMatch(phrases, text)
}
