/** What a word of an error code or of an error sentence stands for. */
export type WordClass = keyof typeof table

/** Words and fixed phrases of one meaning, apart by commas. `filler` words say nothing about the refusal. */
// prettier-ignore
const table = {
  token: 'token,tokens,zugriffstoken,autorisierungstoken,iss,jwt,jws,bearer,accesstoken,authtoken,idtoken,web token,access token,assertion',
  refresh: 'refresh,refreshtoken,refresh token',
  session: 'session,sessions,sessionid,session key,sid,cookie,cookies,sitzung,sesion,sessao,sessione',
  user: 'user,users,account,accounts,member',
  credential: 'certificate,client certificate,ssl certificate,tls certificate,required ssl certificate,credential,credentials,creds,authentication information,authentication data,login details,login data,identifiants',
  password: 'password,passwords,passwd,passphrase,pwd,passcode,passwort,kennwort,contrasena,senha,mot de passe',
  name: 'username,usernames,user name,email,emails,e mail,email address,identifier,userid,user id,benutzername',
  login: 'login,logon,signin,log in,sign in,log on,sign on,logging in,signing in,log into,sign into,logged in,signed in',
  auth: 'auth,authn,authentication,authenticate,authenticated,authenticating,authenticator,authentification',
  authz: 'authorization,authorisation,authz,authorization header,authorisation header,auth header,authentication header,authorization field',
  header: 'header,headers,field',
  mfa: 'mfa,2fa,otp,totp,tfa,two factor,2 factor,second factor,multi factor,twofactor,multifactor,two step,2 step,verification code,one time password,one time code,login code,security code,mfa token,2fa token,more factors',
  enrol: 'enroll,enrol,enrollment,enrolment,enrolled,setup,set up,registration',
  csrf: 'csrf,xsrf,cross site request forgery,request forgery,authenticity token,antiforgery,anti forgery',
  scope: 'scope,scopes,token scope',
  permission: 'permission,permissions,privilege,privileges,right,rights,access,role,roles,authority,entitled',
  key: 'key,keys,apikey,apikeys,api token,subscription key,access key,secret',
  signature: 'signature',
  client: 'client,client secret,clientid,oauth client',
  grant: 'grant',
  network: 'ip,ip address,ips,country,region,territory,geo,geolocation,location,network',
  plan: 'plan,plans,license,licence,licensing,licenses,subscription,subscriptions,tier,trial,upgrade,premium,entitlement,seat,seats',
  rate: 'rate limit,rate limited,rate limits,ratelimit,ratelimited,rate limiting,too many requests,throttled,throttling,throttle,request limit,quota,flood',
  attempts: 'attempts,attempt,tries,many attempts,many failed attempts,many login attempts,many failed login attempts',
  expired: 'expired,expire,expires,expiration,expiry,timed out,timeout,time out,timedout,stale,ended,lapsed,too old,outdated,is over,abgelaufen,expiree,expirada,expirado,caducado,caducada,scaduta,scaduto,vencida,vencido,verlopen',
  invalid: 'invalid,bad,wrong,incorrect,malformed,illegal,corrupt,corrupted,unrecognized,unrecognised,mismatch,mismatched,unverifiable,unknown,unparseable,untrusted,unacceptable,not match,not valid,no longer valid,not a valid,not correct,not recognized,not recognised,not be verified,not verify,not be decoded,not decode,not be validated,not validate,not accepted,not acceptable,not trusted,not be parsed,ungultig,ungultige,ungultiges,ungultiger,invalide,invalido,invalida,ongeldig,ongeldige',
  refused: 'rejected,refused,declined',
  failed: 'failed,failure,fail,fails,fehlgeschlagen',
  notfound: 'not found,not exist,nonexistent,non existent,no such,not be found,not find,not registered',
  stranger: 'no user,no account,no active account,no such user,no such account,not find user,not find account',
  missing: 'missing,absent,empty,required,requires,require,requiring,needed,need,needs,no,without,not provided,not supplied,not present,not specified,not set,not sent,not given,not include,not included,not contain,null,undefined,must,mandatory,blank,please,not available,manquant,fehlt,have to,has to,erforderlich,requis,requise',
  revoked: 'revoked,blacklisted,blocklisted,denylisted,invalidated,terminated,destroyed,closed,replaced,superseded,deauthorized,deauthorised,withdrawn',
  locked: 'locked,lockout,lockedout,locked out,frozen,blocked,temporarily locked,temporarily blocked',
  banned: 'banned',
  disabled: 'disabled,deactivated,suspended,inactive,archived,not active,not activated,not enabled,not approved,pending approval,awaiting approval,unapproved,not been activated,not been approved,not yet activated',
  unverified: 'verify,unverified,unconfirmed,not verified,not confirmed,not been verified,not been confirmed,not yet verified,not yet confirmed,verification required,confirmation required',
  denied: 'denied,forbidden,disallowed,not allowed,not permitted,not be allowed,prohibited,restricted,not accessible,not access,not be accessed,unpermitted,not have,not been granted,not granted,not in allowlist',
  insufficient: 'insufficient,lack,lacks,lacking,inadequate,not enough,not sufficient,exceeded,reached,exhausted',
  unauthorized: 'unauthorized,unauthorised,not authorized,not authorised,not be authorized,unauthorize,not authed',
  anonymous: 'anonymous,anonymous user,anonymous users,anonymous access,unauthenticated,not authenticated,not been authenticated,not be authenticated,not signed in,not logged,not loggedin,logged out,signed out,not yet authenticated,notloggedin,not identified',
  recent: 'recent,recent login,fresh,reauthentication,reauth,reauthenticate,re authenticate,re authentication,password confirmation,sudo,sudo mode,step up,stepup,elevated,elevation,reverification,reverify,confirm password',
  again: 'again,relogin,re login,first',
  thirdParty: 'integration,integrations,connection,connections,connector,connectors,provider,providers,upstream,external,third party,thirdparty,vendor,plugin,linked,connected,remote,partner,datasource,data source,destination,oauth app,app connect',
  repair: 'reconnect,reconnected,reconnection,re connect,relink,relinked,re link,reauthorize,reauthorise,reauthorization,re authorize,re authorise,re authorization,reconsent,re consent,consent,reconnecting,disconnected,unlinked,interaction',
  filler: 'a,an,the,your,you,this,that,these,it,its,is,are,was,were,has,have,had,been,be,being,to,for,of,in,on,at,by,or,and,from,with,using,used,use,as,if,we,our,i,he,they,their,error,errors,err,e,ex,exception,status,code,response,message,request,requests,provided,supplied,given,sent,specified,presented,submitted,contains,format,currently,current,now,already,also,only,valid,can,could,do,does,did,will,order,continue,resource,resources,page,action,operation,endpoint,api,service,server,perform,view,make,see,before,sorry,oops,http,https,either,any,because,since,due,which,who,there,some,all,so,may,should,oauth,oauth2,openid,try,found,check,still,yet,json,made,access to,into,type,value,parameter,www,security,core,system,application,app,longer,this method,acl,verwendete,attempt to,later,time,times,here,web,id,de,la,el,est,sont,ist,sind,die,der,das,votre,su,tu,sua,seu,ha,was not,one,time limit',
} as const

interface Lexicon {
  readonly classes: ReadonlyMap<string, WordClass>
  /** How many words the longest phrase has that begins with this one. */
  readonly lengths: ReadonlyMap<string, number>
  /** All words of the table, to split codes that have no separator. */
  readonly words: ReadonlySet<string>
}

const lexicon: Lexicon = /* @__PURE__ */ (() => {
  const classes = new Map<string, WordClass>()
  const words = new Set<string>()
  const lengths = new Map<string, number>()
  for (const [name, phrases] of Object.entries(table)) {
    for (const phrase of phrases.split(',')) {
      if (!classes.has(phrase)) classes.set(phrase, name as WordClass)
      const parts = phrase.split(' ')
      for (const word of parts) words.add(word)
      const [first = ''] = parts
      lengths.set(first, Math.max(lengths.get(first) ?? 0, parts.length))
    }
  }
  return { classes, lengths, words }
})()

/**
 * What the words stand for, the longest phrases first; undefined where one of them is in no class, for then the words may
 * speak of anything.
 */
export function classesOf(words: readonly string[]): ReadonlySet<WordClass> | undefined {
  const found = new Set<WordClass>()
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? ''
    let length = Math.min(lexicon.lengths.get(word) ?? 0, words.length - at)
    let known: WordClass | undefined
    while (length > 0 && known === undefined) {
      known = lexicon.classes.get(length === 1 ? word : words.slice(at, at + length).join(' '))
      if (known === undefined) length--
    }
    if (known === undefined) {
      if (!/^\d+$/.test(word)) return undefined
      length = 1
    } else if (known !== 'filler') {
      found.add(known)
    }
    at += length
  }
  return found
}

/** The words of a code that has no separator: `sessionexpired`; the word itself where it is known or cannot be split. */
export function splitWord(word: string): readonly string[] {
  if (word.length < 8 || word.length > 40 || lexicon.classes.has(word)) return [word]
  return split(word) ?? [word]
}

/** Longest words first, each of at least two letters; a code has few words, so that the search is short. */
function split(rest: string): readonly string[] | undefined {
  if (rest === '') return []
  for (let length = Math.min(rest.length, 14); length > 1; length--) {
    const head = rest.slice(0, length)
    if (!lexicon.words.has(head)) continue
    const tail = split(rest.slice(length))
    if (tail) return [head, ...tail]
  }
  return undefined
}
