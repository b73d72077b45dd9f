import Synchronization
import Values

/// The one source of identities of a program: acts run on several queues, and each identity is
/// larger than the one before.
public final class IDMint: Sendable {
  private let source: Mutex<IDSource>

  /// Mints from this source.
  public init(_ source: IDSource) {
    self.source = Mutex(source)
  }

  /// A new identity.
  public func mint<Entity>(_ entity: Entity.Type = Entity.self) -> ID<Entity> {
    source.withLock { $0.mint(entity) }
  }
}
