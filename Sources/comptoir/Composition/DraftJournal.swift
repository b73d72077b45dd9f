import Dispatch
import Glibc
import Workstation

// The local journal of drafts: what a crash must not lose.
//
//   $XDG_STATE_HOME/comptoir/drafts/<company>-<process>.journal      append-only, one file a process
//
//   3f9c…e1 d quote-42<TAB>row<TAB>row…⏎       checksum, kind, key, all rows of its state
//   90b2…4d p quote-42<TAB>1<TAB>7<TAB>0<TAB>row⏎   its first patch: at row 7 none goes and one comes
//   7a01…b3 f quote-42⏎                        that draft is in the store, or given up
//
// A line typed into a quote of a thousand is one row: the others are not written again. Patches are
// numbered from the whole state on; one that does not follow the last (a line between is damaged) is
// passed over, with those after it.
//
// Each process locks the file it appends to for as long as it lives. At start it takes over the files
// of this company that nobody locks any more: those of crashed processes. A line whose checksum does
// not hold (the last one, torn by a power cut) is passed over; lines of other kinds too, so that a
// newer version may add some.

/// What was typed and is not in the store yet.
final class DraftJournal {
  private let folder: String
  private let company: String
  private var descriptor: Int32 = -1
  private let syncing = DispatchQueue(label: "comptoir.journal", qos: .utility)
  private var drafts: [KeptDraft] = []
  /// How many patches each draft has seen since it was last written whole.
  private var patches: [String: Int] = [:]
  private var lines = 0
  /// Whether the file lacks a line (full disk): a patch would then follow what is not there, so that the
  /// next line writes everything anew.
  private var isIncomplete = false
  /// Past this many lines that say nothing any more, the file is written anew.
  private let slack: Int

  /// The journal of a company in the state folder.
  ///
  /// - Parameter company: the path of its file, or another name that no other company has.
  init(stateFolder: String, company: String, slack: Int = 2_000) {
    folder = stateFolder + "/drafts"
    self.company = Self.hexadecimal(Self.checksum(company.utf8))
    self.slack = slack
  }

  deinit {
    guard descriptor >= 0 else { return }
    syncing.sync {}
    close(descriptor)
    if drafts.isEmpty { unlink(path) }
  }

  /// The drafts that crashed processes left, oldest first; they are this process's from now on.
  func load() -> [KeptDraft] {
    Surround.makeFolder(folder)
    for name in Self.files(in: folder) where name.hasPrefix(company + "-") {
      let file = folder + "/" + name
      guard let text = Self.takeOver(file) else { continue }
      for line in text.split(separator: 0x0A) { apply(JournalLine(line)) }
      // A crashed process may have had this process's number.
      if rewrite(), file != path { unlink(file) }
    }
    return drafts
  }

  /// Keeps one more line. It is with the system when this returns, on the disk soon after: a killed
  /// program loses nothing, and nobody's typing waits for a disk.
  func append(_ entry: JournalEntry) {
    let line = JournalLine(entry, after: drafts, patches)
    apply(line)
    guard descriptor >= 0 || open() else { return isIncomplete = true }
    lines += 1
    if isIncomplete || lines > drafts.count + slack {
      isIncomplete = !rewrite()
      return
    }
    guard Self.write(line.bytes, to: descriptor) else { return isIncomplete = true }
    let descriptor = descriptor
    syncing.async { fdatasync(descriptor) }
  }

  /// Waits until everything kept so far is on the disk.
  func flush() { syncing.sync {} }

  private var path: String { "\(folder)/\(company)-\(getpid()).journal" }

  private func apply(_ line: JournalLine?) {
    switch line {
    case .whole(let key, let rows):
      take(key, rows)
      patches[key] = 0
    case .patch(let key, let patch):
      guard let known = drafts.last(where: { $0.key == key }), patches[key] == patch.number - 1,
        let rows = patch.applied(to: known.rows)
      else { return }
      take(key, rows)
      patches[key] = patch.number
    case .forget(let key):
      drafts.removeAll { $0.key == key }
      patches[key] = nil
    case nil:
      break
    }
  }

  private func take(_ key: String, _ rows: [String]) {
    drafts.removeAll { $0.key == key }
    drafts.append(KeptDraft(key: key, rows: rows))
  }

  private func open() -> Bool {
    Surround.makeFolder(folder)
    descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    flock(descriptor, LOCK_EX | LOCK_NB)
    return true
  }

  /// Writes what still counts to a new file that takes the old one's place.
  private func rewrite() -> Bool {
    let draft = path + ".new"
    let fresh = Glibc.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
    guard fresh >= 0 else { return false }
    flock(fresh, LOCK_EX | LOCK_NB)
    let bytes = drafts.flatMap { JournalLine.whole(key: $0.key, rows: $0.rows).bytes }
    guard Self.write(bytes, to: fresh), fdatasync(fresh) == 0, rename(draft, path) == 0 else {
      close(fresh)
      unlink(draft)
      return false
    }
    syncing.sync {}
    if descriptor >= 0 { close(descriptor) }
    descriptor = fresh
    lines = drafts.count
    patches = patches.mapValues { _ in 0 }
    return true
  }
}

// MARK: Names

extension DraftJournal {
  /// FNV-1a, 64 bits: tells a torn line, not a forged one.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

// MARK: Files

extension DraftJournal {
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.isEmpty || Glibc.write(descriptor, bytes, bytes.count) == bytes.count
  }

  private static func files(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.filter { $0.hasSuffix(".journal") }.sorted()
  }

  /// The bytes of a file that no living process has locked.
  private static func takeOver(_ file: String) -> [UInt8]? {
    let descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }
}
