import CLinux
import Glibc
import Synchronization

/// How results of background work reach the terminal's thread: post from anywhere, the loop wakes up.
///
///     let mailbox = Mailbox<Message>()
///     queue.async { mailbox.post(.suggestions(generation, desk.find(words))) }
public final class Mailbox<Message: Sendable>: Sendable {
  private let waiting = Mutex<[Message]>([])
  /// Readable while a message waits.
  let descriptor: Int32

  /// An empty mailbox.
  public init() {
    descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
  }

  deinit { close(descriptor) }

  /// Leaves a message. From any thread.
  public func post(_ message: Message) {
    let wasEmpty = waiting.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    guard wasEmpty else { return }
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  /// Leaves a message in place of an older one that is still unread and that `supersedes` accepts: of many
  /// snapshots only the newest is worth drawing.
  public func post(_ message: Message, superseding supersedes: (Message) -> Bool) {
    waiting.withLock { $0.removeAll(where: supersedes) }
    post(message)
  }

  /// Takes everything, in order.
  public func drain() -> [Message] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
    return waiting.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
