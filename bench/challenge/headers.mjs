// What servers send, and what it means: `%` stands for what differs from answer to answer.

/** Header, and what it means: [scheme, token68 or parameters]. */
export const headers = [
  ['Basic realm="staff area %"', [['basic', { realm: 'staff area %' }]]],
  [
    'Bearer realm="https://auth.example.com", error="invalid_token", error_description="The access token expired", scope="read write admin%"',
    [
      [
        'bearer',
        {
          realm: 'https://auth.example.com',
          error: 'invalid_token',
          error_description: 'The access token expired',
          scope: 'read write admin%',
        },
      ],
    ],
  ],
  [
    'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:user/image%:pull"',
    [['bearer', { realm: 'https://ghcr.io/token', service: 'ghcr.io', scope: 'repository:user/image%:pull' }]],
  ],
  [
    'Digest realm="DS-2CD2432F-IW", qop="auth", algorithm=MD5, nonce="4d6a6c4551305a43515449364e6d49%", stale=FALSE',
    [
      [
        'digest',
        {
          realm: 'DS-2CD2432F-IW',
          qop: 'auth',
          algorithm: 'MD5',
          nonce: '4d6a6c4551305a43515449364e6d49%',
          stale: 'FALSE',
        },
      ],
    ],
  ],
  [
    'Negotiate, NTLM, Basic realm="host%.example"',
    [
      ['negotiate', {}],
      ['ntlm', {}],
      ['basic', { realm: 'host%.example' }],
    ],
  ],
  [
    'Negotiate oYG2MIGzoAMKAQChCwYJKoZIgvcSAQICooGeBIGbYIGYBgkqhkiG%==',
    [['negotiate', 'oYG2MIGzoAMKAQChCwYJKoZIgvcSAQICooGeBIGbYIGYBgkqhkiG%==']],
  ],
  [
    'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof %"',
    [['dpop', { error: 'use_dpop_nonce', error_description: 'Resource server requires nonce in DPoP proof %' }]],
  ],
  [
    'Bearer realm="x%", DPoP error="use_dpop_nonce", scope="dpop-scope"',
    [
      ['bearer', { realm: 'x%' }],
      ['dpop', { error: 'use_dpop_nonce', scope: 'dpop-scope' }],
    ],
  ],
  [
    'Bearer error="invalid_request", error_description="No access token was provided in this request", resource_metadata="https://api.example.com/.well-known/oauth-protected-resource/mcp/%"',
    [
      [
        'bearer',
        {
          error: 'invalid_request',
          error_description: 'No access token was provided in this request',
          resource_metadata: 'https://api.example.com/.well-known/oauth-protected-resource/mcp/%',
        },
      ],
    ],
  ],
  [
    'Basic realm="security", charset="UTF-8", Bearer realm="security%", ApiKey',
    [
      ['basic', { realm: 'security', charset: 'UTF-8' }],
      ['bearer', { realm: 'security%' }],
      ['apikey', {}],
    ],
  ],
  [
    'Newauth realm="apps", type=1, title="Login to \\"apps\\" %", Basic realm="simple"',
    [
      ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps" %' }],
      ['basic', { realm: 'simple' }],
    ],
  ],
  [
    'Bearer realm="", authorization_uri="https://login.example.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-0000000000%", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
    [
      [
        'bearer',
        {
          realm: '',
          authorization_uri: 'https://login.example.com/common/oauth2/authorize',
          client_id: '00000003-0000-0000-c000-0000000000%',
          error: 'insufficient_claims',
          claims: 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ==',
        },
      ],
    ],
  ],
]
