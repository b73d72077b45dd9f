import Glibc

/// A file of the product that is not where it should be.
public enum ResourceError: Error, Hashable, Sendable {
  /// The folder of resources was found nowhere; the places looked at, in order.
  case noFolder(searched: [String])
  /// A file or folder is missing or cannot be read.
  case unreadable(path: String)
  /// A table of texts is not understood at that line.
  case notATable(path: String, line: Int)
}

/// The files that come with the program: migrations, texts, profiles, the demo company, templates.
///
/// They are looked up while the program runs, because the bundle that the build tool generates
/// knows only the folder it was built in and stops the program elsewhere. In order:
///
/// 1. `$COMPTOIR_RESOURCES`
/// 2. `../share/comptoir` beside the folder of the executable (installed)
/// 3. `comptoir_Resources.resources` beside the executable (built)
/// 4. the same beside a test bundle named in the arguments (`swift test`)
public struct ResourceFolder: Sendable, Hashable {
  /// The path of the folder.
  public let path: String

  /// A folder at a known path.
  public init(path: String) { self.path = path }

  /// The folder of this program, looked up once.
  ///
  /// - Throws: `ResourceError.noFolder`.
  public static func located() throws -> ResourceFolder { try lookup.get() }

  private static let lookup = Result<ResourceFolder, ResourceError> { () throws(ResourceError) in
    try locate(
      environment: getenv("COMPTOIR_RESOURCES").map { String(cString: $0) },
      executable: executable, arguments: CommandLine.arguments)
  }

  static func locate(
    environment: String?, executable: String, arguments: [String]
  ) throws(ResourceError) -> ResourceFolder {
    var places: [String] = []
    if let environment, !environment.isEmpty { places.append(environment) }
    let folder = parent(of: executable)
    places.append(parent(of: folder) + "/share/comptoir")
    places.append(folder + "/" + bundle)
    for argument in arguments where argument.contains("/") {
      places.append(parent(of: argument) + "/" + bundle)
    }
    // Only our folder has migrations; a variable that points elsewhere must not be trusted.
    for place in places where access(place + "/Migrations", F_OK) == 0 {
      return ResourceFolder(path: place)
    }
    throw .noFolder(searched: places)
  }

  private static let bundle = "comptoir_Resources.resources"

  private static var executable: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash])
  }
}

extension ResourceFolder {
  /// The whole path of a file, such as `Profiles/northwind.toml`.
  public func path(of file: String) -> String { path + "/" + file }

  /// The bytes of a file.
  ///
  /// - Throws: `ResourceError.unreadable`.
  public func bytes(_ file: String) throws(ResourceError) -> [UInt8] {
    let whole = path(of: file)
    let descriptor = open(whole, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: whole) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: whole) }
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        let part = read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        guard part > 0 else { break }
        count += part
      }
      isWhole = count == buffer.count
    }
    guard isWhole else { throw .unreadable(path: whole) }
    return bytes
  }

  /// The text of a file in UTF-8.
  ///
  /// - Throws: `ResourceError.unreadable`.
  public func text(_ file: String) throws(ResourceError) -> String {
    String(decoding: try bytes(file), as: UTF8.self)
  }

  /// The names of the files and folders in a folder, sorted, hidden ones left out.
  ///
  /// - Throws: `ResourceError.unreadable`.
  public func files(in folder: String) throws(ResourceError) -> [String] {
    let whole = path(of: folder)
    guard let directory = opendir(whole) else { throw .unreadable(path: whole) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}

/// A migration as it lies in its folder, `NNNN_name.sql`.
public struct MigrationFile: Sendable, Hashable {
  /// The number its name begins with.
  public let number: Int
  /// The rest of its name.
  public let name: String
  /// The script.
  public let sql: String
}

extension ResourceFolder {
  /// The migrations of an engine (`SQLite`, `PostgreSQL`), in order.
  ///
  /// - Throws: `ResourceError.unreadable`, also for a file whose name is not `NNNN_name.sql`.
  public func migrations(engine: String) throws(ResourceError) -> [MigrationFile] {
    let folder = "Migrations/" + engine
    var found: [MigrationFile] = []
    for file in try files(in: folder) {
      let parts = file.split(separator: "_", maxSplits: 1)
      guard parts.count == 2, let number = Int(parts[0]), parts[1].hasSuffix(".sql") else {
        throw .unreadable(path: path(of: folder + "/" + file))
      }
      let name = String(parts[1].dropLast(4))
      found.append(
        MigrationFile(number: number, name: name, sql: try text(folder + "/" + file)))
    }
    return found.sorted { $0.number < $1.number }
  }
}
