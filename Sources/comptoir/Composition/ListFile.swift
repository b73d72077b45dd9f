import Foundation

/// The file of a customer's list: UTF-8, else Windows-1252, as office programs on Windows write it.
enum ListFile {
  /// The largest file read as a list, in bytes: a customer's list is a few pages.
  static let limit = 16_000_000

  /// The text of a file.
  ///
  /// - Throws: `ShellError.noSuchFile`, also for a folder and for what is no list by its size.
  static func text(at path: String) throws -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let bytes = FileManager.default.contents(atPath: path), bytes.count <= limit
    else { throw ShellError.noSuchFile(path: path) }
    return String(bytes: bytes, encoding: .utf8)
      ?? String(bytes: bytes, encoding: .windowsCP1252) ?? ""
  }
}
