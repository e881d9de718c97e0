// What the page uses of packages that bring no types.
declare module 'react' {
  export function createElement<props>(component: (props: props) => unknown, props: props): unknown
}
declare module 'react-dom/client' {
  export function createRoot(element: Element): { render(element: unknown): void }
}
declare module '*.css'
