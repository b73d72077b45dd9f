import Sales
import SalesStore
import Values

/// Takes a picture as the logo of the company's papers, or takes it away. Papers already sent keep
/// theirs: the files are kept as they went out.
public struct SetLogo: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("company.logo", roles: .managers)

  /// The picture, looked at already; nil = none any more.
  public let file: SentFile?

  /// A logo, or none.
  public init(_ file: SentFile?) { self.file = file }

  /// Does it.
  /// - Returns: the hash of the file; empty where there is none.
  public func perform(_ scope: ActScope) throws -> String {
    let hash = file?.hash ?? ""
    if let file, try scope.store.find(DocumentFile.self, .text(hash)) == nil {
      try scope.store.insert(
        DocumentFile(hash: hash, mediaType: file.mediaType, bytes: file.bytes))
    }
    if let stored = try scope.store.find(Setting.self, .text(logoSetting)) {
      var changed = stored
      changed.value = hash
      try scope.store.update(stored, to: changed)
    } else {
      try scope.store.insert(Setting(name: logoSetting, value: hash))
    }
    scope.note("name", .text(file?.name ?? "—"))
    return hash
  }
}
