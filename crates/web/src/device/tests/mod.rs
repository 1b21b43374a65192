//! Stories at the routers' door, each on both databases.

mod bodies;
mod captures;
mod certificates;
mod house;
mod places;
mod rows;
mod strangers;
