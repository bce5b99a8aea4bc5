import type { Convention } from '../verdict/index.js'
// A bundle has the modules in this order: what is alike stands together, the tables last, so that it compresses better.
import { providers } from './third-party/providers.js'
import { standardThirdPartyKey as thirdPartyKey } from './third-party/third-party-key.js'
import { csrf } from './general/csrf.js'
import { formErrors } from './general/form-errors.js'
import { loginPage } from './general/login-page.js'
import { plainWords } from './general/plain-words.js'
import { rateLimit } from './general/rate-limit.js'
import { sessionAnswer } from './general/session-answer.js'
import { signInAnswer } from './general/sign-in-answer.js'
import { statusInBody } from './general/status-in-body.js'
import { typedCodes } from './general/typed-codes.js'
import { signInGateway } from './gateways/sign-in-gateway.js'
import { atlassian } from './products/atlassian.js'
import { aws } from './products/aws.js'
import { firebase } from './products/firebase.js'
import { kubernetes } from './products/kubernetes.js'
import { matrix } from './products/matrix.js'
import { mediawiki } from './products/mediawiki.js'
import { microsoft } from './products/microsoft.js'
import { standardOpenmrs as openmrs } from './products/openmrs.js'
import { graphql } from './protocols/graphql.js'
import { grpc } from './protocols/grpc.js'
import { jsonRpc } from './protocols/json-rpc.js'
import { oauth2 } from './protocols/oauth2.js'
import { problemDetails } from './protocols/problem-details.js'
import { soap } from './protocols/soap.js'
import { trpc } from './protocols/trpc.js'
import { xmlRpc } from './protocols/xml-rpc.js'
import { integrationHost } from './third-party/integration-host.js'
import { apiGateway } from './gateways/api-gateway.js'
import { botWall } from './gateways/bot-wall.js'
import { webServers } from './gateways/web-servers.js'
import { clerk } from './products/clerk.js'
import { contentSystems } from './products/content-systems.js'
import { directus } from './products/directus.js'
import { discourse } from './products/discourse.js'
import { elasticsearch } from './products/elasticsearch.js'
import { forge } from './products/forge.js'
import { grafana } from './products/grafana.js'
import { identityService } from './products/identity-service.js'
import { influxdb } from './products/influxdb.js'
import { jenkins } from './products/jenkins.js'
import { supabase } from './products/supabase.js'
import { wordpress } from './products/wordpress.js'
import { aspnet } from './frameworks/aspnet.js'
import { betterAuth } from './frameworks/better-auth.js'
import { django } from './frameworks/django.js'
import { express } from './frameworks/express.js'
import { fastapi } from './frameworks/fastapi.js'
import { flask } from './frameworks/flask.js'
import { laravel } from './frameworks/laravel.js'
import { parseServer } from './frameworks/parse-server.js'
import { rails } from './frameworks/rails.js'
import { servlet } from './frameworks/servlet.js'
import { spring } from './frameworks/spring.js'
import { symfony } from './frameworks/symfony.js'
import { jwt } from './protocols/jwt.js'

/**
 * The conventions that `classify` uses where it is not told otherwise, the more specific first: of equally sure findings
 * the earlier wins (RFC 9110 §11 comes last, and needs no convention).
 *
 * @example
 * createAuth({ conventions: [thirdPartyKey({ codes: ['E17'] }), ...standard()] })
 */
export function standard(): readonly Convention[] {
  return [
    problemDetails(),
    integrationHost(),
    providers(),
    thirdPartyKey(),
    botWall(),
    signInGateway(),
    openmrs(),
    wordpress(),
    mediawiki(),
    discourse(),
    parseServer(),
    firebase(),
    supabase(),
    betterAuth(),
    clerk(),
    directus(),
    contentSystems(),
    graphql(),
    trpc(),
    grpc(),
    jsonRpc(),
    xmlRpc(),
    soap(),
    django(),
    flask(),
    fastapi(),
    spring(),
    servlet(),
    laravel(),
    symfony(),
    rails(),
    aspnet(),
    influxdb(),
    webServers(),
    csrf(),
    rateLimit(),
    express(),
    jwt(),
    kubernetes(),
    matrix(),
    elasticsearch(),
    jenkins(),
    atlassian(),
    grafana(),
    forge(),
    microsoft(),
    identityService(),
    aws(),
    apiGateway(),
    ...general(),
  ]
}

/** What any server may send, whatever it is made with. */
function general(): readonly Convention[] {
  return [
    plainWords(),
    oauth2(),
    loginPage(),
    typedCodes(),
    signInAnswer(),
    formErrors(),
    sessionAnswer(),
    statusInBody(),
  ]
}
