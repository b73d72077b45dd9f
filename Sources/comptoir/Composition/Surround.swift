import Glibc

/// What the process was given by its user: environment, folders, login.
///
/// Folders follow the XDG base directory specification: a variable that does not hold an absolute
/// path counts as unset.
struct Surround: Sendable {
  /// The process itself.
  static let process = Surround { name in getenv(name).map { String(cString: $0) } }

  private let variable: @Sendable (String) -> String?

  /// An environment that is looked up in this way.
  init(_ variable: @escaping @Sendable (String) -> String?) {
    self.variable = variable
  }

  /// A variable, unless it is empty.
  func value(_ name: String) -> String? {
    guard let value = variable(name), !value.isEmpty else { return nil }
    return value
  }

  /// The user's own folder.
  var home: String { folder("HOME") ?? "/" }

  /// Where companies are kept: `$XDG_DATA_HOME/comptoir`.
  var dataFolder: String {
    (folder("XDG_DATA_HOME") ?? home + "/.local/share") + "/comptoir"
  }

  /// Where drafts and the log are kept: `$XDG_STATE_HOME/comptoir`.
  var stateFolder: String {
    (folder("XDG_STATE_HOME") ?? home + "/.local/state") + "/comptoir"
  }

  /// Where files that the user asked for are written.
  var documentsFolder: String { folder("XDG_DOCUMENTS_DIR") ?? home }

  /// The user's own company.
  var usualDatabase: String { dataFolder + "/company.sqlite" }

  private func folder(_ name: String) -> String? {
    guard let value = value(name), value.hasPrefix("/") else { return nil }
    return value.count > 1 && value.hasSuffix("/") ? String(value.dropLast()) : value
  }

  /// The login of the operating system and the full name that goes with it.
  static let login: (name: String, fullName: String)? = {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return nil }
    let login = String(cString: name)
    let gecos = entry.pointee.pw_gecos.map { String(cString: $0) } ?? ""
    let fullName = gecos.split(separator: ",").first.map(String.init) ?? ""
    return (login, fullName.isEmpty ? login : fullName)
  }()

  /// Creates a folder and those above it; one that exists is fine.
  static func makeFolder(_ path: String) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o700)
    }
  }
}

/// Paths of files.
enum FileName {
  /// A path from the root, links followed as far as they exist.
  static func absolute(_ path: String) -> String {
    if let whole = realpath(path, nil) {
      defer { free(whole) }
      return String(cString: whole)
    }
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }
}
