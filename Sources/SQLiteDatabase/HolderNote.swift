import Database
import Glibc

/// The note beside a company's file that names who keeps the others waiting: `FILE-holder`, four
/// lines: process and its start, user, what, since.
///
/// It informs and locks nothing: SQLite does. A note whose process is gone is ignored; the start
/// of the process tells it from a later one that was given the same number.
struct HolderNote {
  let path: String

  init(of file: String) { path = file + "-holder" }

  /// The holder, if its process still lives.
  func holder() -> Holder? {
    guard let text = readFile(path) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 4, let sinceMs = Int64(lines[3]) else { return nil }
    let process = lines[0].split(separator: " ")
    guard process.count == 2, let number = Int32(process[0]), let start = Self.start(of: number),
      start == process[1]
    else { return nil }
    return Holder(processID: number, user: lines[1], what: lines[2], sinceMs: sinceMs)
  }

  /// Leaves the note.
  ///
  /// - Throws: `SQLError` of kind `cannotOpen` when it cannot be written.
  func write(_ holder: Holder) throws {
    let start = Self.start(of: holder.processID) ?? "0"
    let lines = [
      "\(holder.processID) \(start)", oneLine(holder.user), oneLine(holder.what),
      "\(holder.sinceMs)", "",
    ]
    let text = Array(lines.joined(separator: "\n").utf8)
    let draft = "\(path).\(holder.processID)"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw cannotWrite() }
    let written = Glibc.write(descriptor, text, text.count)
    close(descriptor)
    guard written == text.count, rename(draft, path) == 0 else {
      unlink(draft)
      throw cannotWrite()
    }
  }

  /// Takes the note away, if it is this process's own.
  func remove() {
    guard holder()?.processID == getpid() else { return }
    unlink(path)
  }

  private func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  private func cannotWrite() -> SQLError {
    SQLError(.cannotOpen, code: "\(errno)", message: String(cString: strerror(errno)))
  }

  /// When a process began, in the kernel's own count; nil when there is no such process.
  private static func start(of process: Int32) -> String? {
    guard let text = readFile("/proc/\(process)/stat"), let name = text.lastIndex(of: ")") else {
      return nil
    }
    let fields = text[text.index(after: name)...].split(separator: " ")
    // Field 22 of proc(5); the first after the name is field 3.
    return fields.count > 19 ? String(fields[19]) : nil
  }
}

/// The first 4 096 bytes of a small file as text.
private func readFile(_ path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 4_096)
  let count = read(descriptor, &bytes, bytes.count)
  return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
}
