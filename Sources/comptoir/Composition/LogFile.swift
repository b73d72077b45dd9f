import Glibc
import Logging
import Synchronization
import Values

/// The log, one line an entry, in `$XDG_STATE_HOME/comptoir/comptoir.log`: the screen belongs to the
/// workstation, so nothing is ever printed while it is up.
struct LogFile: LogHandler {
  var metadata = Logger.Metadata()
  var logLevel = Logger.Level.info
  private let target: LogTarget

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    target.write("\(event.level) \(event.message)\(details)")
  }

  /// Sends the log to a file from here on; a file that cannot be written leaves it silent.
  static func bootstrap(path: String, now: @escaping @Sendable () -> Instant) {
    let target = LogTarget(path: path, now: now)
    LoggingSystem.bootstrap { _ in LogFile(target: target) }
  }

  private init(target: LogTarget) { self.target = target }
}

/// The open file behind every logger.
private final class LogTarget: Sendable {
  private let descriptor: Int32
  private let now: @Sendable () -> Instant
  /// The file starts anew past this size; the former one is kept beside it.
  private static let limit = 4_000_000

  init(path: String, now: @escaping @Sendable () -> Instant) {
    self.now = now
    var status = stat()
    if stat(path, &status) == 0, status.st_size > Self.limit { rename(path, path + ".old") }
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ text: String) {
    guard descriptor >= 0 else { return }
    let line = Array("\(now()) [\(getpid())] \(PlainText.line(text))\n".utf8)
    _ = Glibc.write(descriptor, line, line.count)
  }
}
