import Glibc
import Workstation

// A file that a person asked for, written whole or not at all:
//
//     bytes ──► .NAME.partial beside it ──► fsync ──► link (never over another) or rename
//
/// Writes files where a person said.
struct FileWriter: Sendable {
  /// Where a path without folder goes.
  let folder: String
  /// What `~` stands for.
  let home: String

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - path: as typed; `~/` is the home, a path without `/` goes to the documents.
  ///   - replaces: whether a file that stands there may go.
  ///   - bytes: made only where the place is free.
  /// - Throws: `ShellError.unwritable`, whatever `bytes` throws.
  func write(_ path: String, replacing replaces: Bool, _ bytes: () throws -> [UInt8]) throws
    -> FileWriting
  {
    let whole = absolute(path)
    var status = stat()
    if stat(whole, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw ShellError.unwritable(path: whole, errno: EISDIR)
      }
      if !replaces { return .taken(whole) }
    }
    let partial = beside(whole)
    defer { unlink(partial) }
    try write(bytes(), to: partial, naming: whole)
    let isThere = replaces ? rename(partial, whole) == 0 : link(partial, whole) == 0
    if isThere { return .written(whole) }
    if errno == EEXIST { return .taken(whole) }
    // Some file systems know no links: what is not there may be renamed to.
    guard errno == EPERM || errno == ENOTSUP, rename(partial, whole) == 0 else {
      throw ShellError.unwritable(path: whole, errno: errno)
    }
    return .written(whole)
  }

  /// Where a path as typed leads.
  func absolute(_ path: String) -> String {
    if path.hasPrefix("~/") { return home + path.dropFirst() }
    return path.contains("/") ? path : folder + "/" + path
  }

  private func beside(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return ".\(path).\(getpid()).partial" }
    let name = path[path.index(after: slash)...]
    return path[...slash] + ".\(name).\(getpid()).partial"
  }

  private func write(_ bytes: [UInt8], to path: String, naming whole: String) throws {
    if !whole.contains("/") || whole.hasPrefix(folder + "/") { Surround.makeFolder(folder) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ShellError.unwritable(path: whole, errno: errno) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ShellError.unwritable(path: whole, errno: errno) }
      written += count
    }
    guard fsync(descriptor) == 0 else { throw ShellError.unwritable(path: whole, errno: errno) }
  }
}

extension ShellError {
  /// The text of why a file cannot be written: a sentence with what to do next for what happens to
  /// people, else what the system says.
  static func key(of number: Int32) -> String? {
    switch number {
    case ENOSPC, EDQUOT: "cli.unwritable.full"
    case EROFS: "cli.unwritable.readOnly"
    case EACCES, EPERM: "cli.unwritable.denied"
    case ENOENT, ENOTDIR: "cli.unwritable.noFolder"
    case EISDIR: "cli.unwritable.folder"
    case ENAMETOOLONG: "cli.unwritable.name"
    default: nil
    }
  }
}
