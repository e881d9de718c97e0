/** The floor of the platform: a worker that answers with one word. */
export default { fetch: () => new Response('hello') }
