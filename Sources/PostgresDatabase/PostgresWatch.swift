// What others commit arrives by itself, on the connection for look-ups:
//
//   their INSERT INTO act ─► trigger: NOTIFY "comptoir_<schema>", 'kind id' ─► at their COMMIT
//      ─► our socket becomes readable ─► DispatchSource ─► PQconsumeInput, PQnotifies ─► call back
//
// The server going away makes the socket readable too: it is then looked for in growing intervals,
// the only clock here, until it is back. Nothing runs while nothing happens.
import CPostgreSQL
import Database
import Dispatch
import Glibc

/// Listens for others' acts. Its state is touched on the queue of its connection only, hence the
/// unchecked `Sendable`.
final class PostgresWatch: ChangeWatch, @unchecked Sendable {
  private let sessions: SessionQueue
  private let channel: String
  private let isOwn: @Sendable (Int32) -> Bool
  private let onChange: @Sendable (CompanyChange) -> Void
  private var source: (any DispatchSourceRead)?
  private var isListening = false
  private var isLost = false
  private var isCancelled = false
  private var attempt = 0

  /// The waits before each further look for a lost server, in milliseconds; the last one is repeated.
  private static let waitsMs = [0, 50, 100, 200, 400, 800, 1_600, 3_000]

  /// The channel on which the acts of a schema are announced: the trigger of the log makes the same.
  static func channel(of schema: String) -> String { "comptoir_" + schema }

  init(
    _ sessions: SessionQueue, channel: String, isOwn: @escaping @Sendable (Int32) -> Bool,
    _ onChange: @escaping @Sendable (CompanyChange) -> Void
  ) {
    self.sessions = sessions
    self.channel = channel
    self.isOwn = isOwn
    self.onChange = onChange
  }

  deinit { source?.cancel() }

  /// Begins to listen.
  ///
  /// - Throws: `SQLError`.
  func begin() throws {
    try sessions.run { session in
      let isOpen = session.handle != nil
      session.afterOpening = { [weak self] in try self?.listen() }
      session.afterWork = { [weak self] in self?.collect() }
      if isOpen { try listen() } else { try session.open() }
    }
  }

  /// Stops calling back.
  func cancel() {
    sessions.queue.async {
      self.isCancelled = true
      self.source?.cancel()
      self.source = nil
    }
  }

  private func listen() throws {
    guard !isCancelled else { return }
    let session = sessions.onQueue
    let quoted = channel.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    try session.command("LISTEN \"\(quoted)\"")
    arm(PQsocket(session.handle))
    let wasThere = isListening
    (isListening, isLost, attempt) = (true, false, 0)
    // What was committed while nobody listened is not known.
    if wasThere { onChange(.reconnected) }
  }

  // libpq closes its socket when it likes; the source watches a descriptor of its own.
  private func arm(_ socket: Int32) {
    source?.cancel()
    let descriptor = dup(socket)
    guard descriptor >= 0 else { return source = nil }
    let fresh = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: sessions.queue)
    fresh.setEventHandler { [weak self] in self?.readable() }
    fresh.setCancelHandler { close(descriptor) }
    source = fresh
    fresh.resume()
  }

  private func readable() {
    let session = sessions.onQueue
    guard !isCancelled, let handle = session.handle else { return }
    // A server that ends says so first; the end of the line behind it makes no second event.
    repeat {
      guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else {
        session.drop()
        return lost()
      }
    } while Self.isReadable(PQsocket(handle))
    collect()
  }

  private static func isReadable(_ socket: Int32) -> Bool {
    var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&wanted, 1, 0) > 0
  }

  /// Hands out the notices received, also those that came with the answer to a look-up. A connection
  /// lost during a look-up is noticed here as well.
  private func collect() {
    guard !isCancelled, isListening else { return }
    guard let handle = sessions.onQueue.handle else { return lost() }
    var isOthers = false
    while let notice = PQnotifies(handle) {
      if !isOwn(notice.pointee.be_pid) { isOthers = true }
      PQfreemem(notice)
    }
    if isOthers { onChange(.committed) }
  }

  private func lost() {
    guard !isLost, !sessions.onQueue.isClosed else { return }
    isLost = true
    source?.cancel()
    source = nil
    onChange(.disconnected)
    lookAgain()
  }

  private func lookAgain() {
    let wait = Self.waitsMs[min(attempt, Self.waitsMs.count - 1)]
    attempt += 1
    sessions.queue.asyncAfter(deadline: .now() + .milliseconds(wait)) { [weak self] in
      guard let self, self.isLost, !self.isCancelled else { return }
      let session = self.sessions.onQueue
      guard !session.isClosed else { return }
      do { try session.open() } catch { self.lookAgain() }
    }
  }
}
