export type WaitingRoom = ReturnType<typeof createWaitingRoom>

/** Lets calls wait, by name, for what another call will do. Holds nothing that is not waited for. */
export function createWaitingRoom() {
  const rooms = new Map<string, Set<() => void>>()

  return {
    /** Resolves when the name is woken, after `ms` at the latest. */
    wait(name: string, ms: number): Promise<void> {
      return new Promise((resolve) => {
        const room = rooms.get(name) ?? new Set()
        rooms.set(name, room)
        const leave = () => {
          clearTimeout(timer)
          room.delete(leave)
          if (room.size === 0 && rooms.get(name) === room) rooms.delete(name)
          resolve()
        }
        const timer = setTimeout(leave, ms)
        room.add(leave)
      })
    },

    wake(name: string): void {
      for (const leave of rooms.get(name) ?? []) leave()
    },
  }
}
